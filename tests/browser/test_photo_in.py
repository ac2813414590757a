"""Getting a photo in: choose, drop, paste, crop, shrink, send."""

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.photos import LORIKEET, THREE, lorikeet_on_sky, opened, twelve_megapixels
from tests.browser.steps import identify, send
from tests.conftest import GUIDE
from tests.images import encode, gradient, with_orientation

pytestmark = pytest.mark.shipped_birds

GIVE = """(target, {kind, data, text = ""}) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "bird.png", {type: "image/png"}));
  if (text) files.items.add(text, "text/plain");
  const given = {dataTransfer: files, clipboardData: files, bubbles: true, cancelable: true};
  const event = kind === "paste" ? new ClipboardEvent(kind, given) : new DragEvent(kind, given);
  target.dispatchEvent(event);
}"""
"""Playwright lets no test drag a file in from outside, nor paste one."""

KEEP_WHAT_IS_SENT = """() => {
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (data) {
    window.sentPhoto = data.get("photo");
    send.call(this, data);
  };
}"""
READ_WHAT_WAS_SENT = "async () => [...new Uint8Array(await window.sentPhoto.arrayBuffer())]"
"""Chromium's debugger does not show the files in a form."""


def sent_photo(page: Page) -> bytes:
    """Send the form; the photo as it left the browser."""
    page.evaluate(KEEP_WHAT_IS_SENT)
    send(page)
    expect_the_answer(page)
    return bytes(page.evaluate(READ_WHAT_WAS_SENT))


def expect_the_answer(page: Page) -> None:
    expect(page.locator("h1:visible")).to_be_focused()
    expect(page.locator("meter")).to_have_count(len(GUIDE.slugs))
    expect(page.locator(".shot:visible")).to_be_visible()


def test_choose_a_photo_and_go_back(page: Page) -> None:
    page.goto("/")
    page.set_input_files("#photo", LORIKEET)
    expect(page.get_by_alt_text("The photo you chose")).to_be_visible()
    send(page)
    expect_the_answer(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Which bird is it?")).to_be_visible()


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_drop_and_paste(page: Page, way: str) -> None:
    page.goto("/")
    data = base64.b64encode(LORIKEET.read_bytes()).decode()
    page.locator("body").evaluate(GIVE, {"kind": way, "data": data})
    expect(page.get_by_alt_text("The photo you chose")).to_be_visible()
    send(page)
    expect_the_answer(page)


def test_a_photo_of_12_megapixels_leaves_small_upright_and_without_metadata(page: Page) -> None:
    page.goto("/")
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": twelve_megapixels()}
    page.set_input_files("#photo", photo)
    expect(page.get_by_label("Month")).to_have_value("6")
    expect(page.get_by_text("June is from the photo's own date")).to_be_visible()
    data = sent_photo(page)
    assert len(data) <= 700_000
    jpeg = opened(data)
    assert jpeg.size == (1200, 1600)
    assert not jpeg.getexif()


def test_crop_by_pointer_and_by_keyboard(page: Page) -> None:
    page.goto("/")
    page.set_input_files("#photo", LORIKEET)
    page.get_by_role("button", name="Crop to the bird").click()
    box = page.get_by_role("group", name=re.compile("Crop box"))
    before = box.bounding_box()
    assert before
    corner = page.get_by_role("button", name=re.compile("Corner bottom right"))
    corner.focus()
    corner.press("ArrowLeft")
    corner.press("ArrowUp")
    box.focus()
    box.press("ArrowRight")
    after = box.bounding_box()
    assert after and after["width"] < before["width"] and after["x"] > before["x"]
    handle = corner.bounding_box()
    assert handle and handle["width"] >= 44 and handle["height"] >= 44
    page.mouse.move(handle["x"] + 22, handle["y"] + 22)
    page.mouse.down()
    page.mouse.move(handle["x"] + 12, handle["y"] + 16)
    page.mouse.up()
    dragged = box.bounding_box()
    assert dragged and dragged["width"] == pytest.approx(after["width"] - 10, abs=2)
    whole = opened(LORIKEET.read_bytes()).size
    part = opened(sent_photo(page)).size
    assert part[0] < 0.75 * whole[0] and part[1] < 0.75 * whole[1]


def test_what_is_no_photo_is_refused_in_words(page: Page, troubles: list[str]) -> None:
    page.goto("/")
    page.get_by_role("button", name="Identify the bird").click()
    expect(page.get_by_text("Choose a photo first.")).to_be_visible()
    text = {"name": "bird.jpg", "mimeType": "image/jpeg", "buffer": b"no photo at all"}
    page.set_input_files("#photo", text)
    expect(page.get_by_text("it is sent as it is")).to_be_visible()
    send(page)
    expect(page.get_by_text("not a photo we can read")).to_be_visible()
    assert "415" in troubles.pop()


def test_a_lost_connection_keeps_the_photo(page: Page, troubles: list[str]) -> None:
    page.goto("/")
    page.set_input_files("#photo", LORIKEET)
    page.route("**/*", lambda route: route.abort())
    send(page)
    expect(page.get_by_text("The photo is still here")).to_be_visible()
    assert "ERR_FAILED" in troubles.pop()
    page.unroute("**/*")
    send(page)
    expect_the_answer(page)


@pytest.mark.parametrize("file", THREE)
def test_a_small_photo_is_sent_as_it_is(page: Page, file: Path) -> None:
    page.goto("/")
    page.set_input_files("#photo", file)
    assert sent_photo(page) == file.read_bytes()
    told = page.request.post("/api/v1/identify", multipart={"photo": file}).json()
    expect(page.locator("h1")).to_have_text(told["verdict"])


def test_a_small_jpeg_keeps_its_pixels_and_its_turn_but_not_its_place(page: Page) -> None:
    photo = opened(with_orientation(gradient(300, 200), 6))
    exif = photo.getexif()
    exif.get_ifd(0x8769)[0x9003] = "2025:06:21 10:00:00"
    exif.get_ifd(0x8825)[0x1D] = "2025:06:21"
    data = encode(photo, "JPEG", exif=exif, comment=b"at home", quality=90)
    page.goto("/")
    page.set_input_files("#photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": data})
    expect(page.get_by_label("Month")).to_have_value("6")
    sent = sent_photo(page)
    assert dict(opened(sent).getexif()) == {0x0112: 6}
    assert b"at home" not in sent and b"2025" not in sent
    assert opened(sent).tobytes() == opened(data).tobytes()


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
    page.goto("/")
    page.set_input_files("#photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": data})
    assert sent_photo(page) == data
    page.get_by_role("button", name="Rainbow Lorikeet").click()
    expect(page.get_by_text("kept in My birds")).to_be_visible()
    assert page.evaluate("JSON.parse(localStorage['birds.seen'])[0].thumbnail") == ""


def test_text_that_is_pasted_into_a_field_stays_text(page: Page) -> None:
    identify(page, LORIKEET)
    data = base64.b64encode(LORIKEET.read_bytes()).decode()
    place = page.get_by_label("Place, if you like")
    place.evaluate(GIVE, {"kind": "paste", "data": data, "text": "Garden"})
    page.wait_for_timeout(200)
    expect(page.get_by_alt_text("The photo you chose")).to_have_count(0)
    place.evaluate(GIVE, {"kind": "paste", "data": data})
    expect(page.get_by_alt_text("The photo you chose")).to_be_visible()


def drop(page: Page, *paths: Path) -> None:
    """As from the system's file manager, over Chromium's own protocol."""
    page.goto("/")
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 100, "y": 300, "data": data})


def test_a_dropped_folder_gives_its_photos(page: Page, tmp_path: Path) -> None:
    inner = tmp_path / "birds" / "more"
    inner.mkdir(parents=True)
    for name in ("a.png", "more/b.png", "._a.png", "notes.txt"):
        (tmp_path / "birds" / name).write_bytes(LORIKEET.read_bytes())
    drop(page, tmp_path / "birds")
    expect(page.locator(".thumbnails img")).to_have_count(2)
    send(page)
    expect(page.locator(".results > li")).to_have_count(2)


def test_a_dropped_folder_may_hold_none_or_too_many(page: Page, tmp_path: Path) -> None:
    for name in ("none", "many"):
        (tmp_path / name).mkdir()
    for number in range(130):
        (tmp_path / "many" / f"{number}.png").write_bytes(LORIKEET.read_bytes())
    drop(page, tmp_path / "none")
    expect(page.get_by_text("There is no photo in this folder.")).to_be_visible()
    drop(page, tmp_path / "many")
    expect(page.get_by_text("At most 12 at once, please.")).to_be_visible()


def test_a_file_that_is_gone_is_no_matter_of_the_network(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "bird.png"
    file.write_bytes(LORIKEET.read_bytes())
    drop(page, file)
    expect(page.get_by_alt_text("The photo you chose")).to_be_visible()
    file.unlink()
    send(page)
    expect(page.get_by_text("“bird.png” cannot be read.")).to_be_visible()
    expect(page.get_by_text("connection")).to_have_count(0)
    page.set_input_files("#photo", LORIKEET)
    send(page)
    expect_the_answer(page)


def test_a_refusal_keeps_what_was_chosen(page: Page, troubles: list[str]) -> None:
    """Here too many photos in a short time, which the server words."""
    page.goto("/")
    page.set_input_files("#photo", THREE)
    expect(page.locator(".thumbnails img")).to_have_count(3)
    said = "<main><p role=alert>Please go on in 37 seconds.</p></main>"
    page.route("**/", lambda route: route.fulfill(status=429, body=said, content_type="text/html"))
    send(page)
    expect(page.get_by_text("Please go on in 37 seconds.")).to_be_visible()
    assert "429" in troubles.pop()
    page.unroute("**/")
    send(page)
    expect(page.locator(".results > li")).to_have_count(3)
