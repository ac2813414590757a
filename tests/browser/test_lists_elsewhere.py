"""My birds in the formats of the places where birders keep their lists, and back again.

The formats as their owners describe them: eBird's help, "Upload spreadsheet data to eBird" (Record
Format, Extended); iNaturalist's CSV import, whose eight columns count by their order; Darwin Core's
Quick Reference Guide (https://dwc.tdwg.org/terms/). The reader is pandas, which is not ours.
"""

import io
import re
import uuid
from pathlib import Path
from typing import Any

import pandas
import pytest
from playwright.sync_api import Page, expect

from tests.browser.life_list import MY_EBIRD_DATA, begin_with, ebird_row, facts, give, stored
from tests.browser.steps import download
from tests.conftest import GUIDE

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["desktop"], indirect=True),
]

TRICKY = 'Müller\'s "shed", north; row 1'
SIGHTINGS: list[dict[str, str]] = [
    {"species": "galah", "date": "2026-02-01", "place": TRICKY, "area": "QLD", "said": "galah"},
    {"species": "magpie-lark", "date": "2025-12-31", "place": "", "area": "TAS"},
    {"species": "other", "name": "Little Corella", "date": "2026-03-04", "place": "Park"},
    {"species": "other", "name": "House Crow-thing", "date": "2026-03-05", "place": "Park"},
    {"species": "silvereye", "date": "", "place": "Park", "area": "NSW"},
    {"species": "none", "date": "2026-03-06", "place": "Park"},
]
EBIRD_COLUMNS = (
    "Common Name", "Genus", "Species", "Species Count", "Species Comments", "Location Name",
    "Latitude", "Longitude", "Date", "Start Time", "State", "Country Code", "Protocol",
    "Number of Observers", "Duration", "All Observations Reported", "Distance Covered",
    "Area Covered", "Checklist Comments",
)  # fmt: skip
EBIRD_PROTOCOLS = ("Stationary", "Traveling", "Incidental", "Historical", "Area")
INATURALIST_COLUMNS = [
    "Taxon name", "Date observed", "Description", "Place name", "Latitude", "Longitude", "Tags",
    "Geoprivacy",
]  # fmt: skip
DARWIN_CORE_TERMS = {
    "occurrenceID", "basisOfRecord", "occurrenceStatus", "eventDate", "scientificName",
    "vernacularName", "kingdom", "class", "taxonRank", "country", "countryCode", "stateProvince",
    "locality",
}  # fmt: skip


def exported(page: Page, button: str, **how: Any) -> pandas.DataFrame:
    """The file of an export as pandas reads it; it must begin with no byte order mark."""
    with page.expect_download() as started:
        page.get_by_role("button", name=button).click()
    content = started.value.path().read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    return pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, **how)


def test_ebird_takes_the_list(page: Page) -> None:
    begin_with(page, [*SIGHTINGS, {**SIGHTINGS[0], "said": "none"}])
    table = exported(page, "Export for eBird", header=None, names=EBIRD_COLUMNS)
    assert table.shape == (4, 19)
    assert (table["Species Count"] == "X").all()
    assert table["Date"].map(lambda day: bool(re.fullmatch(r"\d\d/\d\d/\d{4}", day))).all()
    assert table["Location Name"].all()
    assert (table["Country Code"] == "AU").all()
    assert table["Protocol"].isin(EBIRD_PROTOCOLS).all()
    assert (table["All Observations Reported"] == "N").all()
    for column in ("Latitude", "Longitude", "Start Time", "Duration", "Distance Covered"):
        assert not table[column].any()
    galah, lark, corella, crow = table.to_dict("records")
    assert (galah["Common Name"], galah["Genus"], galah["Species"]) == (
        "Galah", "Eolophus", "roseicapilla",
    )  # fmt: skip
    assert (galah["Location Name"], galah["Date"], galah["State"]) == (TRICKY, "02/01/2026", "QLD")
    assert (lark["Location Name"], lark["State"]) == ("Tasmania", "TAS")
    assert (corella["Genus"], corella["Species"]) == ("Cacatua", "sanguinea")
    assert (crow["Common Name"], crow["Genus"]) == ("House Crow-thing", "")
    expect(page.locator(".status")).to_contain_text(
        "Left out: 1 sighting without a date and 1 sighting without a bird’s name."
    )


def test_inaturalist_takes_the_list(page: Page) -> None:
    begin_with(page, SIGHTINGS)
    table = exported(page, "Export for iNaturalist")
    assert list(table.columns) == INATURALIST_COLUMNS
    assert list(table["Taxon name"]) == [
        "Eolophus roseicapilla", "Grallina cyanoleuca", "Cacatua sanguinea",
        "House Crow-thing", "Zosterops lateralis",
    ]  # fmt: skip
    assert list(table["Date observed"])[:2] == ["2026-02-01", "2025-12-31"]
    assert list(table["Date observed"])[-1] == ""
    assert list(table["Place name"])[:2] == [TRICKY, "Tasmania"]


def test_darwin_core_takes_the_list(page: Page) -> None:
    begin_with(page, SIGHTINGS)
    table = exported(page, "Export as Darwin Core")
    assert set(table.columns) == DARWIN_CORE_TERMS
    assert len(table) == 5
    for occurrence in table["occurrenceID"]:
        assert uuid.UUID(occurrence.removeprefix("urn:uuid:")).urn == occurrence
    assert table["occurrenceID"].is_unique
    assert (table["basisOfRecord"] == "HumanObservation").all()
    assert (table["occurrenceStatus"] == "present").all()
    assert (table["countryCode"] == "AU").all()
    assert (table["kingdom"] == "Animalia").all()
    dates = table["eventDate"]
    assert pandas.to_datetime(dates[dates != ""], format="%Y-%m-%d").notna().all()
    listed = {card.scientific_name for card in (*GUIDE.species, *GUIDE.neighbours)} | {"Aves"}
    assert set(table["scientificName"]) <= listed
    assert list(table["taxonRank"]) == ["species"] * 3 + ["class", "species"]
    assert list(table["stateProvince"])[:2] == ["Queensland", "Tasmania"]
    again = exported(page, "Export as Darwin Core")
    assert list(again["occurrenceID"]) == list(table["occurrenceID"])


@pytest.mark.parametrize(
    ("button", "kept"),
    [
        ("Export as CSV", ("species", "name", "date", "place", "area")),
        ("Export as JSON", ("species", "name", "date", "place", "area", "said")),
        ("Export for eBird", ("species", "date", "place", "area")),
        ("Export for iNaturalist", ("species", "date", "place")),
        ("Export as Darwin Core", ("species", "date", "place", "area")),
    ],
)
def test_what_is_exported_is_read_again(
    page: Page, tmp_path: Path, button: str, kept: tuple[str, ...]
) -> None:
    begin_with(page, [SIGHTINGS[0], {"species": "silvereye", "date": "2026-03-04", "place": "X"}])
    before = stored(page)
    _, text = download(page, button)
    page.get_by_role("button", name="Delete all").click()
    assert stored(page) == []
    give(page, tmp_path, "list.json" if "JSON" in button else "list.csv", text)
    expect(page.get_by_text("2 sightings added.")).to_be_visible()
    assert facts(stored(page), *kept) == facts(before, *kept)


def test_ebirds_download_marks_what_was_seen(page: Page, tmp_path: Path) -> None:
    rows = [
        ebird_row("Galah", "Eolophus roseicapilla"),
        ebird_row("Galah", "Eolophus roseicapilla", count="12"),
        ebird_row("Australian Magpie (Black-backed)", "Gymnorhina tibicen [tibicen Group]"),
        ebird_row("Rainbow Lorikeet", "Trichoglossus moluccanus moluccanus", area="AU-NSW"),
        ebird_row("Superb Fairywren", "Malurus cyaneus", area="US-NC", date="2019-12-31"),
        ebird_row("Silvereye", "Zosterops sp. nov.", date="06-05-2015"),
        ebird_row("Rainbow/Red-collared Lorikeet", "Trichoglossus moluccanus/rubritorquis"),
        ebird_row("Galah x Little Corella (hybrid)", "Eolophus roseicapilla x Cacatua sanguinea"),
        ebird_row("raven sp.", "Corvus sp."),
        ebird_row("Common Loon", "Gavia immer"),
    ]
    begin_with(page, [{"species": "galah", "date": "2026-05-06", "place": "Elsewhere"}])
    give(page, tmp_path, "MyEBirdData.csv", "\n".join([MY_EBIRD_DATA, *rows, ""]))
    told = page.get_by_text("5 sightings added, 1 repeated in the file, 4 not on our list.")
    expect(told).to_be_visible()
    expect(page.get_by_role("heading", name="5 of 30 seen")).to_be_visible()
    place = "Oxley Creek Common, Brisbane"
    assert facts(stored(page)[:5], "species", "date", "place", "area", "country") == [
        ("australian-magpie", "2026-05-06", place, "QLD", ""),
        ("galah", "2026-05-06", place, "QLD", ""),
        ("rainbow-lorikeet", "2026-05-06", place, "NSW", ""),
        ("silvereye", "2015-06-05", place, "QLD", ""),
        ("superb-fairy-wren", "2019-12-31", place, "NC", "US"),
    ]
    expect(page.get_by_text("“Common Loon” is not on our list; left out.")).to_be_visible()

    give(page, tmp_path, "MyEBirdData.csv", "\n".join([MY_EBIRD_DATA, *rows, ""]))
    told = page.get_by_text("0 sightings added, 6 already there, 4 not on our list.")
    expect(told).to_be_visible()
    expect(page.get_by_role("button", name="Undo import")).to_be_visible()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_spreadsheet_may_have_saved_ebirds_download(
    page: Page, tmp_path: Path, encoding: str, end: str
) -> None:
    row = ebird_row("Galah", "Eolophus roseicapilla", place="Müller Park")
    content = end.join([MY_EBIRD_DATA, row, ""]).encode(encoding)
    begin_with(page, [])
    give(page, tmp_path, "MyEBirdData.csv", content)
    expect(page.get_by_text("1 sighting added.")).to_be_visible()
    assert facts(stored(page), "species", "place") == [("galah", "Müller Park")]


def test_a_long_list_is_shown_in_parts(page: Page, tmp_path: Path) -> None:
    days = pandas.date_range("2025-01-01", periods=120).strftime("%Y-%m-%d")
    rows = [ebird_row("Galah", "Eolophus roseicapilla", date=day) for day in days]
    begin_with(page, [])
    give(page, tmp_path, "MyEBirdData.csv", "\n".join([MY_EBIRD_DATA, *rows]))
    expect(page.get_by_text("120 sightings added.")).to_be_visible()
    expect(page.locator(".sightings li")).to_have_count(5)
    for _ in range(3):
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(".sightings li:focus-within")).to_have_count(1)
    expect(page.locator(".sightings li")).to_have_count(120)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()
