"""A list from elsewhere that is longer than a browser's storage."""

from pathlib import Path

import pandas
import pytest
from playwright.sync_api import Page, expect

from tests.browser.life_list import MY_EBIRD_DATA, begin_with, ebird_row, facts, give, stored

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["desktop"], indirect=True),
]

NO_ROOM = (
    "This browser has no room for all 29999 new ones: "
    "we keep the first and the latest of each bird."
)


def galahs(first: str, count: int) -> list[str]:
    days = pandas.date_range(first, periods=count).strftime("%Y-%m-%d")
    return [ebird_row("Galah", "Eolophus roseicapilla", date=day) for day in days]


def test_the_first_and_the_latest_of_each_bird_are_kept(page: Page, tmp_path: Path) -> None:
    rows = [
        *galahs("1940-01-01", 29_997),
        ebird_row("Common Myna", "Acridotheres tristis", date="2020-05-06"),
        ebird_row("Common Myna", "Acridotheres tristis", date="someday"),
        ebird_row("Common Loon", "Gavia immer"),
    ]
    download = "\n".join([MY_EBIRD_DATA, *rows])
    begin_with(page, [{"species": "silvereye", "date": "2026-02-02", "place": "Garden"}])
    give(page, tmp_path, "MyEBirdData.csv", download)
    expect(page.locator(".status")).to_have_text(f"3 sightings added, 1 not on our list. {NO_ROOM}")
    assert facts(stored(page), "species", "date") == [
        ("common-myna", "2020-05-06"),
        ("galah", "1940-01-01"),
        ("galah", "2022-02-15"),
        ("silvereye", "2026-02-02"),
    ]
    give(page, tmp_path, "MyEBirdData.csv", download)
    expect(page.locator(".status")).to_contain_text("0 sightings added, 3 already there")
    page.get_by_role("button", name="Undo import").click()
    assert facts(stored(page), "species") == [("silvereye",)]


def test_there_is_room_for_the_next_one_afterwards(page: Page, tmp_path: Path) -> None:
    """Two hundred would fit, but nothing more."""
    download = "\n".join([MY_EBIRD_DATA, *galahs("2025-01-01", 200)])
    begin_with(page, [])
    page.evaluate("localStorage.setItem('filled', 'x'.repeat(5_150_000))")
    give(page, tmp_path, "MyEBirdData.csv", download)
    assert len(stored(page)) == 2
    page.evaluate("localStorage.removeItem('filled')")
    give(page, tmp_path, "MyEBirdData.csv", download)
    assert len(stored(page)) == 200
