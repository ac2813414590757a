"""Dates: which number is the month, and what cannot be."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.life_list import MY_EBIRD_DATA, begin_with, ebird_row, give, open_row, stored
from tests.browser.places import photo_with

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["desktop"], indirect=True),
]

UNSURE = "We took the first number of a date for the month: “3/04/2023” is 4 March 2023."


@pytest.mark.parametrize(
    ("dates", "read", "note"),
    [
        (["3/04/2023", "25/04/2023"], ["2023-04-03", "2023-04-25"], ""),
        (["3/04/2023", "04/25/2023"], ["2023-03-04", "2023-04-25"], ""),
        (["3/04/2023", "4/04/2023"], ["2023-03-04", "2023-04-04"], UNSURE),
        (["4/04/2023", "2023-04-05"], ["2023-04-04", "2023-04-05"], ""),
        (["03-04-2023 0:00", "25.4.23"], ["2023-04-03", "2023-04-25"], ""),
    ],
)
def test_a_spreadsheet_may_have_turned_ebirds_dates_around(
    page: Page, tmp_path: Path, dates: list[str], read: list[str], note: str
) -> None:
    begin_with(page, [])
    rows = [ebird_row("Galah", "Eolophus roseicapilla", date=date) for date in dates]
    give(page, tmp_path, "MyEBirdData.csv", "\n".join([MY_EBIRD_DATA, *rows]))
    assert [sighting["date"] for sighting in stored(page)] == read
    expect(page.locator(".status")).to_have_text(f"2 sightings added. {note}".strip())
    expect(page.locator(".faults li")).to_have_count(0)


def test_what_is_refused_is_quoted_as_it_stands(page: Page, tmp_path: Path) -> None:
    begin_with(page, [])
    rows = [
        ebird_row("Galah", "Eolophus roseicapilla", date=date, place=str(number))
        for number, date in enumerate(
            [
                "25/04/2023",
                "04/31/2023",
                "1/1/2999",
                "1/1/0026",
                "1/1/20262",
                "2999-01-01",
                "31/02/2023",
            ]
        )
    ]
    give(page, tmp_path, "MyEBirdData.csv", "\n".join([MY_EBIRD_DATA, *rows]))
    assert [sighting["date"] for sighting in stored(page)] == ["2023-04-25", *[""] * 6]
    assert page.locator(".faults li").all_inner_texts() == [
        "Row 3: we could not read the date “04/31/2023”; kept without a date.",
        "Row 4: the date “1/1/2999” is in the future; kept without a date.",
        "Row 5: the date “1/1/0026” is before 1900; kept without a date.",
        "Row 6: we could not read the date “1/1/20262”; kept without a date.",
        "Row 7: the date “2999-01-01” is in the future; kept without a date.",
        "Row 8: we could not read the date “31/02/2023”; kept without a date.",
    ]


def test_other_ways_to_write_a_day(page: Page, tmp_path: Path) -> None:
    begin_with(page, [])
    days = ["2023-04-15/2023-04-16", "2023-04-15T08:00Z/2023-04-15T09:00Z", "3/11/98"]
    rows = [f"galah,{day},{number}" for number, day in enumerate(days)]
    give(page, tmp_path, "list.csv", "\n".join(["species,eventDate,locality", *rows]))
    read = [sighting["date"] for sighting in stored(page)]
    assert read == ["2023-04-15", "2023-04-15", "1998-11-03"]


@pytest.mark.parametrize("date", ["2999-01-01", "0026-01-01", "1899-12-31"])
def test_a_date_that_cannot_be_is_not_kept(page: Page, date: str) -> None:
    begin_with(page, [{"species": "galah", "date": "2026-01-02"}])
    field = open_row(page).get_by_label("Date")
    field.focus()
    assert field.get_attribute("max") == page.evaluate(
        "async () => (await import('/static/js/day.js')).today()"
    )
    field.fill(date)
    field.blur()
    expect(page.get_by_text("Please choose a date from 1900 until today.")).to_be_visible()
    expect(field).to_have_value("2026-01-02")
    assert stored(page)[0]["date"] == "2026-01-02"


def test_a_date_can_be_typed_key_by_key(page: Page) -> None:
    begin_with(page, [{"species": "galah", "date": "2026-01-02"}])
    field = open_row(page).get_by_label("Date")
    field.focus()
    page.keyboard.type("03042021")
    field.blur()
    assert stored(page)[0]["date"] in ("2021-03-04", "2021-04-03")


def test_a_date_that_cannot_be_is_not_exported(page: Page) -> None:
    begin_with(page, [{"species": "galah", "date": "2999-01-01", "place": "Park"}])
    expect(page.locator(".when")).to_contain_text("please check this date")
    page.get_by_role("button", name="Export for eBird").click()
    expect(page.get_by_text("Left out: 1 sighting without a date.")).to_be_visible()


def test_a_camera_whose_clock_is_wrong_is_not_believed(page: Page) -> None:
    page.goto("/")
    found = {}
    for date in (
        "2024:02:29",
        "2023:02:31",
        "2999:01:01",
        "0000:00:00",
        "1899:01:01",
        "2023:13:01",
    ):
        photo = list(photo_with({}, date=f"{date} 12:00:00"))
        found[date] = page.evaluate(
            "async bytes => (await import('/static/js/photo_date.js'))"
            ".photoDate(new File([new Uint8Array(bytes)], 'a.jpg', {type: 'image/jpeg'}))",
            photo,
        )
    assert {date: day for date, day in found.items() if day} == {"2024:02:29": "2024-02-29"}
