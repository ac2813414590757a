"""A part of a photo, looked at alone: kept by itself, left again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.photos import LORIKEET
from tests.browser.steps import expect_the_answer, identify

pytestmark = pytest.mark.shipped_birds


def test_two_birds_of_one_photo_are_two_sightings(page: Page) -> None:
    identify(page, LORIKEET)
    page.get_by_role("button", name="Keep in My birds").click()
    look_only_here(page)
    page.locator(".keep summary").click()
    page.locator(".free-name:visible").fill("Dodo")
    page.locator(".name-it:visible button").click()
    expect(page.get_by_text("Dodo: kept in My birds")).to_be_visible()
    page.get_by_role("button", name="The whole photo again").click()
    expect(page.get_by_role("button", name="The whole photo again")).to_be_hidden()
    expect_the_answer(page)
    page.get_by_role("button", name="Keep in My birds").click()
    expect(page.get_by_text("kept in My birds")).to_be_visible()
    kept = page.evaluate("JSON.parse(localStorage['birds.seen'])")
    assert sorted(sighting["species"] for sighting in kept) == ["other", "rainbow-lorikeet"]


@pytest.mark.parametrize("is_reloaded", [False, True])
def test_from_a_part_back_to_the_whole_photo(page: Page, is_reloaded: bool) -> None:
    identify(page, LORIKEET)
    whole = page.locator(".shot").evaluate("image => image.naturalWidth")
    look_only_here(page)
    if is_reloaded:
        page.reload()
    page.get_by_role("button", name="The whole photo again").click()
    expect(page.get_by_role("button", name="The whole photo again")).to_be_hidden()
    assert page.locator(".shot").evaluate("image => image.naturalWidth") == whole


def test_escape_leaves_the_crop_box(page: Page) -> None:
    identify(page, LORIKEET)
    look = page.get_by_role("button", name="Look only here")
    look.click()
    page.keyboard.press("Escape")
    expect(page.locator(".box")).to_have_count(0)
    expect(look).to_be_focused()


def look_only_here(page: Page) -> None:
    shown = page.locator(".shot").get_attribute("src")
    page.get_by_role("button", name="Look only here").click()
    page.get_by_role("button", name="Look only here").click()
    expect(page.locator(".shot")).not_to_have_attribute("src", str(shown))
    expect_the_answer(page)
