"""Getting a photo in: choose, drop, paste, crop, shrink, send."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.photos import LORIKEET, THREE, in_a_garden, opened, twelve_megapixels
from tests.browser.steps import expect_the_answer
from tests.conftest import GUIDE
from tests.images import encode

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


def photo_sent(page: Page, photo: Path | FilePayload) -> bytes:
    """Choose a photo on the start page; the photo as it left the browser."""
    page.goto("/")
    page.evaluate(KEEP_WHAT_IS_SENT)
    page.set_input_files("#photo", photo)
    expect_the_answer(page)
    return sent(page)


def sent(page: Page) -> bytes:
    return bytes(page.evaluate(READ_WHAT_WAS_SENT))


def expect_all_of_the_answer(page: Page) -> None:
    expect_the_answer(page)
    expect(page.locator("meter")).to_have_count(len(GUIDE.slugs))
    expect(page.locator(".shot:visible")).to_be_visible()


def test_a_photo_is_answered_as_soon_as_it_is_chosen(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="Identify the bird")).to_be_hidden()
    page.set_input_files("#photo", LORIKEET)
    expect_all_of_the_answer(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Which bird is it?")).to_be_visible()


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_drop_and_paste(page: Page, way: str) -> None:
    page.goto("/")
    data = base64.b64encode(LORIKEET.read_bytes()).decode()
    page.locator("body").evaluate(GIVE, {"kind": way, "data": data})
    expect_all_of_the_answer(page)


def test_ten_cut_outs_in_gardens_take_two_taps_at_most(page: Page) -> None:
    """One opens the dialogue; there is none after it, and Keep is the second."""
    for seed in range(10):
        page.goto("/")
        page.evaluate("window.taps = 0; addEventListener('click', () => { window.taps += 1; })")
        photo = encode(in_a_garden(THREE[seed % 3], seed, 900, 700), "JPEG", quality=90)
        with page.expect_file_chooser() as chooser:
            page.get_by_text("Choose photos").click()
        chooser.value.set_files(FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=photo))
        expect_the_answer(page)
        # A click on a label is one on its input too.
        assert page.evaluate("window.taps") <= 2


def test_stop_keeps_the_photo(page: Page, troubles: list[str]) -> None:
    page.goto("/")
    page.route("**/", lambda route: None)
    for stop in (lambda: page.get_by_role("button", name="Stop").click(), escape(page)):
        page.set_input_files("#photo", LORIKEET)
        expect(page.get_by_alt_text("The photo you chose")).to_be_visible()
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        stop()
        expect(page.get_by_text("Stopped. The photo is still here.")).to_be_visible()
        expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    page.unroute("**/")
    again = page.get_by_role("button", name="Identify the bird")
    expect(again).to_be_focused()
    again.click()
    expect_all_of_the_answer(page)


def escape(page: Page) -> Callable[[], None]:
    return lambda: page.keyboard.press("Escape")


def test_another_choice_takes_the_place_of_what_is_on_its_way(page: Page) -> None:
    page.goto("/")
    page.route("**/", lambda route: None)
    page.set_input_files("#photo", THREE)
    expect(page.get_by_text("photos …")).to_be_visible()
    page.unroute("**/")
    page.set_input_files("#photo", LORIKEET)
    expect_all_of_the_answer(page)
    expect(page.locator(".result")).to_have_count(1)


def test_a_photo_of_12_megapixels_leaves_small_upright_and_without_metadata(page: Page) -> None:
    photo = FilePayload(name="IMG_1.jpg", mimeType="image/jpeg", buffer=twelve_megapixels())
    data = photo_sent(page, photo)
    assert len(data) <= 500_000
    jpeg = opened(data)
    assert jpeg.size == (960, 1280)
    assert not jpeg.getexif()
    page.locator(".where > summary").click()
    expect(page.get_by_label("Month")).to_have_value("6")


def test_the_photos_own_month_is_proposed_and_said(page: Page) -> None:
    page.goto("/")
    page.route("**/", lambda route: None)
    photo = FilePayload(name="IMG_1.jpg", mimeType="image/jpeg", buffer=twelve_megapixels())
    page.set_input_files("#photo", photo)
    page.locator(".where > summary").click()
    expect(page.get_by_label("Month")).to_have_value("6")
    expect(page.get_by_text("June is from the photo's own date")).to_be_visible()


def test_crop_by_pointer_and_by_keyboard(page: Page) -> None:
    photo_sent(page, LORIKEET)
    look = page.get_by_role("button", name="Look only here")
    look.click()
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
    shown = page.locator(".shot").get_attribute("src")
    look.click()
    expect(page.locator(".shot")).not_to_have_attribute("src", str(shown))
    expect_all_of_the_answer(page)
    whole = opened(LORIKEET.read_bytes()).size
    part = opened(sent(page)).size
    assert part[0] < 0.75 * whole[0] and part[1] < 0.75 * whole[1]


def test_what_is_no_photo_is_refused_in_words(page: Page, troubles: list[str]) -> None:
    page.goto("/")
    text = FilePayload(name="bird.jpg", mimeType="image/jpeg", buffer=b"no photo at all")
    page.set_input_files("#photo", text)
    expect(page.get_by_text("it is sent as it is")).to_be_visible()
    expect(page.get_by_text("not a photo we can read")).to_be_visible()
    assert "415" in troubles.pop()


def test_a_lost_connection_keeps_the_photo(page: Page, troubles: list[str]) -> None:
    page.goto("/")
    page.route("**/*", lambda route: route.abort())
    page.set_input_files("#photo", LORIKEET)
    expect(page.get_by_text("The photo is still here")).to_be_visible()
    assert "ERR_FAILED" in troubles.pop()
    page.unroute("**/*")
    page.get_by_role("button", name="Identify the bird").click()
    expect_all_of_the_answer(page)
