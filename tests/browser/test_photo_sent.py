"""What leaves the browser of a photo: small, upright, its pixels untouched where that can be."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.photos import THREE, lorikeet_on_sky, opened, twelve_megapixels
from tests.browser.sending import photo_sent
from tests.images import encode, gradient, with_orientation

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["phone"], indirect=True),
]


def test_a_photo_of_12_megapixels_leaves_small_upright_and_without_metadata(page: Page) -> None:
    photo = FilePayload(name="IMG_1.jpg", mimeType="image/jpeg", buffer=twelve_megapixels())
    data = photo_sent(page, photo)
    assert len(data) <= 700_000
    jpeg = opened(data)
    assert jpeg.size == (1200, 1600)
    assert not jpeg.getexif()
    page.locator(".where > summary").click()
    expect(page.get_by_label("Month")).to_have_value("6")


@pytest.mark.parametrize("file", THREE)
def test_a_small_photo_is_sent_as_it_is(page: Page, file: Path) -> None:
    assert photo_sent(page, file) == file.read_bytes()
    told = page.request.post("/api/v1/identify", multipart={"photo": file}).json()
    expect(page.locator("h1")).to_have_text(told["verdict"])


def test_a_small_jpeg_keeps_its_pixels_and_its_turn_but_not_its_place(page: Page) -> None:
    photo = opened(with_orientation(gradient(300, 200), 6))
    exif = photo.getexif()
    exif.get_ifd(0x8769)[0x9003] = "2025:06:21 10:00:00"
    exif.get_ifd(0x8825)[0x1D] = "2025:06:21"
    data = encode(photo, "JPEG", exif=exif, comment=b"at home", quality=90)
    left = photo_sent(page, FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=data))
    assert dict(opened(left).getexif()) == {0x0112: 6}
    assert b"at home" not in left and b"2025" not in left
    assert opened(left).tobytes() == opened(data).tobytes()
    expect(page.locator("[name=month]")).to_have_value("6")


@pytest.mark.parametrize(
    "lie",
    [
        "CanvasRenderingContext2D.prototype.getImageData = (x, y, w, h) => new ImageData(w, h);",
        "HTMLCanvasElement.prototype.toBlob = (done) => done(null);",
        "HTMLCanvasElement.prototype.toBlob = () => { throw new DOMException('SecurityError'); };",
        "HTMLCanvasElement.prototype.getContext = () => null;",
    ],
)
def test_a_canvas_that_lies_is_neither_sent_nor_kept(page: Page, lie: str) -> None:
    page.add_init_script(lie)
    data = encode(lorikeet_on_sky(1600, 1200), "JPEG", quality=90)
    photo = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=data)
    assert photo_sent(page, photo) == data
    page.get_by_role("button", name="Keep in My birds").click()
    expect(page.get_by_text("kept in My birds")).to_be_visible()
    assert page.evaluate("JSON.parse(localStorage['birds.seen'])[0].thumbnail") == ""
