"""A bird seen abroad stays abroad: on the page, in the exports, and back again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.life_list import (
    MY_EBIRD_DATA,
    begin_with,
    ebird_row,
    facts,
    give,
    open_row,
    stored,
)
from tests.browser.steps import download

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["desktop"], indirect=True),
]

SPARROW = {"species": "house-sparrow", "date": "2019-01-02", "place": "Pier"}
# Columns of places, and the country and part of it that they mean; home is empty.
PLACES = [
    ("State/Province", "US-CA", "US", "CA"),
    ("State/Province", "US-WA", "US", "WA"),
    ("State/Province", "AU-WA", "", "WA"),
    ("State/Province", "SG-", "SG", ""),
    ("State,Country Code", "WA,US", "US", "WA"),
    ("State,Country Code", "WA,AU", "", "WA"),
    ("State,Country Code", "WA,", "", "WA"),
    ("stateProvince,country", "Tasmania,Australia", "", "TAS"),
    ("stateProvince,country", "Auckland,New Zealand", "NZ", "Auckland"),
    ("stateProvince,countryCode", "Auckland,nz", "NZ", "Auckland"),
    ("stateProvince,country", "North,Atlantis", "Atlantis", "North"),
    ("area,country", "QLD,", "", "QLD"),
    ("area", "Ontario", "", ""),
]


@pytest.mark.parametrize(("columns", "cells", "country", "area"), PLACES)
def test_a_row_says_where_it_was(
    page: Page, tmp_path: Path, columns: str, cells: str, country: str, area: str
) -> None:
    begin_with(page, [])
    give(page, tmp_path, "list.csv", f"species,{columns}\nhouse-sparrow,{cells}\n")
    assert facts(stored(page), "country", "area") == [(country, area)]


@pytest.mark.parametrize(
    ("button", "cells"),
    [
        ("Export for eBird", ",Pier,,,01/02/2019,,CA,US,"),
        ("Export as Darwin Core", ",United States,US,CA,Pier"),
        ("Export as CSV", "house-sparrow,2019-01-02,Pier,,CA,,US"),
        ("Export as JSON", '"country": "US"'),
        ("Export for iNaturalist", '"Pier, CA, United States"'),
    ],
)
def test_abroad_is_exported_as_such_and_comes_back(
    page: Page, tmp_path: Path, button: str, cells: str
) -> None:
    begin_with(page, [])
    row = ebird_row(
        "House Sparrow", "Passer domesticus", area="US-CA", place="Pier", date="2019-01-02"
    )
    give(page, tmp_path, "MyEBirdData.csv", f"{MY_EBIRD_DATA}\n{row}\n")
    _, text = download(page, button)
    assert cells in text
    if "iNaturalist" in button:  # It has no column for a country.
        return
    page.get_by_role("button", name="Delete all").click()
    give(page, tmp_path, "list.json" if "JSON" in button else "list.csv", text)
    assert facts(stored(page), *SPARROW, "country", "area") == [(*SPARROW.values(), "US", "CA")]


def test_the_country_is_shown_and_can_be_changed(page: Page) -> None:
    begin_with(page, [{**SPARROW, "country": "US", "area": "CA"}])
    row = open_row(page)
    expect(row.locator(".when")).to_have_text("2 Jan 2019 · Pier · CA · United States")
    expect(row.get_by_label("Country")).to_have_value("United States")
    expect(row.get_by_label("State or territory")).to_be_hidden()
    for typed, country in (
        ("new zealand", "NZ"),
        ("gb", "GB"),
        ("Australia", ""),
        ("UK", "GB"),
        ("", ""),
    ):
        row.get_by_label("Country").fill(typed)
        row.get_by_label("Country").blur()
        assert facts(stored(page), "country", "area") == [(country, "")]
    expect(row.get_by_label("Country")).to_have_value("Australia")
    row.get_by_label("State or territory").select_option("TAS")
    expect(row.locator(".when")).to_have_text("2 Jan 2019 · Pier · Tasmania")


def test_a_whole_country_is_no_place_for_ebird(page: Page) -> None:
    nowhere = {"species": "galah", "date": "2026-01-02", "place": ""}
    begin_with(page, [nowhere, {**nowhere, "country": "NZ"}, {**nowhere, "area": "TAS"}])
    _, text = download(page, "Export for eBird")
    assert len(text.splitlines()) == 1 and ",Tasmania," in text
    expect(page.get_by_text("Left out: 2 sightings without a place.")).to_be_visible()


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
@pytest.mark.parametrize("place", ["Pier", '"Pier, ""old"""'])
def test_a_list_of_one_for_ebird_comes_back(
    page: Page, tmp_path: Path, place: str, end: str
) -> None:
    begin_with(page, [{**SPARROW, "area": "TAS"}])
    _, text = download(page, "Export for eBird")
    page.get_by_role("button", name="Delete all").click()
    for changed in (text, text.rstrip(",\n"), text.rstrip("\n") + ",,"):
        give(page, tmp_path, "list.csv", changed.replace("Pier", place).rstrip("\n") + end)
        assert [one["area"] for one in stored(page)] == ["TAS"]
        page.get_by_role("button", name="Undo import").click()
