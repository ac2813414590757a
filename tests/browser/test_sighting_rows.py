"""A sighting is a line that opens; whatever stands in it, the page stays narrow and whole."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SMALL
from tests.browser.life_list import begin_with, open_row, stored
from tests.browser.test_access import assert_it_fits, violations

pytestmark = pytest.mark.shipped_birds

TWELVE = [{"species": "galah", "date": f"2026-01-{day}", "place": "Park"} for day in range(10, 22)]
LONG = {"species": "other", "name": "W" * 80, "date": "2999-01-01", "place": "M" * 80}


@pytest.mark.parametrize("size", [PHONE, DESKTOP, SMALL], ids=["phone", "desktop", "small"])
def test_everybody_can_read_and_open_a_sighting(
    chromium: Browser, site: str, size: dict[str, Any]
) -> None:
    width = size["viewport"]["width"]
    with chromium.new_context(base_url=site, reduced_motion="reduce", **size) as context:
        page = context.new_page()
        begin_with(page, [LONG, {**LONG, "country": "U" * 40, "area": "S" * 40}, *TWELVE])
        assert_it_fits(page, width)
        assert violations(page) == []
        open_row(page)
        open_row(page, 1).get_by_role("button", name="Remove").click()
        assert_it_fits(page, width)
        assert violations(page) == []


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_twelve_sightings_hide_nothing(page: Page) -> None:
    begin_with(page, TWELVE)
    expect(page.locator(".sightings li")).to_have_count(5)
    for row in page.locator(".sightings li").all():
        box = row.bounding_box()
        assert box and 44 <= box["height"] <= 90
    for selector, screens in (("#missing", 1.5), ("#save", 2)):
        top = page.locator(selector).bounding_box()
        assert top and top["y"] <= screens * 844, selector
    page.get_by_role("link", name="Save or import").click()
    expect(page.get_by_role("heading", name="Save your list or bring one in")).to_be_in_viewport()


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_the_news_is_seen_wherever_it_is_made(page: Page) -> None:
    begin_with(page, TWELVE)
    for name, file in (("Export as CSV", "my-birds.csv"), ("Export as JSON", "my-birds.json")):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_text(f"Saved as {file}.")).to_be_in_viewport()
    page.get_by_role("button", name="Delete all").click()
    expect(page.get_by_role("button", name="Undo delete all")).to_be_in_viewport()


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_the_keyboard_opens_a_sighting(page: Page) -> None:
    begin_with(page, TWELVE)
    page.locator(".sightings summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Bird").first).to_be_focused()


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_bird_without_a_picture_shows_no_broken_one(page: Page) -> None:
    begin_with(page, [{"species": "other", "name": "Little Penguin"}])
    expect(page.locator(".when")).to_have_text("No date")
    picture = page.locator(".sightings .thumbnail")
    expect(picture).to_be_hidden()
    assert picture.get_attribute("src") is None


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_sighting_needs_a_name(page: Page) -> None:
    begin_with(page, TWELVE)
    bird = open_row(page).get_by_label("Bird")
    bird.fill("")
    bird.blur()
    expect(page.get_by_text("A sighting needs a name.")).to_be_visible()
    expect(bird).to_have_value("Galah")
    bird.fill("galah")
    bird.blur()
    expect(bird).to_have_value("Galah")
    expect(page.get_by_text("Changed.")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    assert {sighting["species"] for sighting in stored(page)} == {"galah"}
