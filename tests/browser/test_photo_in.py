"""Getting a photo in: choose, stop, crop, refuse."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.photos import LORIKEET, TEN, THREE, in_a_garden, opened, twelve_megapixels
from tests.browser.sending import expect_all_of_the_answer, photo_sent, sent
from tests.browser.steps import expect_the_answer, send_again
from tests.images import encode

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["phone"], indirect=True),
]


def test_a_photo_is_answered_as_soon_as_it_is_chosen(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="Identify the bird")).to_be_hidden()
    page.set_input_files("#photo", LORIKEET)
    expect_all_of_the_answer(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Which bird is it?")).to_be_visible()


def test_ten_cut_outs_in_gardens_take_two_taps_at_most(page: Page) -> None:
    """One opens the dialogue; there is none after it, and Keep is the second."""
    assert len(TEN) == 10
    for seed, cut_out in enumerate(TEN):
        page.goto("/")
        page.evaluate("window.taps = 0; addEventListener('click', () => { window.taps += 1; })")
        photo = encode(in_a_garden(cut_out, seed, 900, 700), "JPEG", quality=90)
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
    expect(page.get_by_role("button", name="Identify the bird")).to_be_focused()
    send_again(page)
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


def test_the_photos_own_month_is_proposed_and_said(page: Page) -> None:
    page.goto("/")
    page.route("**/", lambda route: None)
    photo = FilePayload(name="IMG_1.jpg", mimeType="image/jpeg", buffer=twelve_megapixels())
    page.set_input_files("#photo", photo)
    page.locator(".where > summary").click()
    expect(page.get_by_label("Month")).to_have_value("6")
    expect(page.get_by_text("June comes from the date stored in the photo")).to_be_visible()


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
    expect(page.get_by_text("this browser cannot show it")).to_be_visible()
    expect(page.get_by_text("not a photo we can read")).to_be_visible()
    assert "415" in troubles.pop()


def test_a_lost_connection_keeps_the_photo(page: Page, troubles: list[str]) -> None:
    # All that the browser asks for by itself, such as the app's manifest, has come.
    page.goto("/", wait_until="networkidle")
    page.route("**/", lambda route: route.abort())
    page.set_input_files("#photo", LORIKEET)
    expect(page.get_by_text("The photo is still here")).to_be_visible()
    assert "ERR_FAILED" in troubles.pop()
    page.unroute("**/")
    send_again(page)
    expect_all_of_the_answer(page)


def test_a_refusal_keeps_what_was_chosen(page: Page, troubles: list[str]) -> None:
    """Here too many photos in a short time, which the server words."""
    page.goto("/")
    said = "<main><p role=alert>Please wait 37 seconds, then try again.</p></main>"
    page.route("**/", lambda route: route.fulfill(status=429, body=said, content_type="text/html"))
    page.set_input_files("#photo", THREE)
    expect(page.locator(".thumbnails img")).to_have_count(3)
    expect(page.get_by_text("Please wait 37 seconds, then try again.")).to_be_visible()
    assert "429" in troubles.pop()
    page.unroute("**/")
    send_again(page)
    expect(page.locator(".results > li")).to_have_count(3)
