"""Getting a photo in: choose, drop, paste, crop, shrink, send."""

import base64
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.photos import LORIKEET, opened, twelve_megapixels
from tests.browser.steps import send
from tests.conftest import GUIDE

pytestmark = pytest.mark.shipped_birds

GIVE = """(target, {name, kind, data}) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "bird.png", {type: "image/png"}));
  const given = {dataTransfer: files, clipboardData: files, bubbles: true, cancelable: true};
  const event = kind === "paste" ? new ClipboardEvent(kind, given) : new DragEvent(kind, given);
  target.dispatchEvent(event);
}"""
"""Neither Chromium nor Playwright lets a test drag a file in from outside."""

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
    assert len(data) <= 500_000
    jpeg = opened(data)
    assert jpeg.size == (960, 1280)
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
