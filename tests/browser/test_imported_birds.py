"""Which bird a row of an imported list means: no bird is ticked that nobody has seen."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.life_list import begin_with, give, stored

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["desktop"], indirect=True),
]

# Scientific name, common name, and the bird of ours that they mean.
NAMES = [
    ("Eudynamys scolopaceus", "Asian Koel", None),
    ("Eudynamys scolopaceus", "Common Koel", "eastern-koel"),
    ("Eudynamys scolopaceus", "", "eastern-koel"),
    ("Trichoglossus haematodus", "Coconut Lorikeet", None),
    ("Trichoglossus haematodus", "Rainbow Lorikeet", "rainbow-lorikeet"),
    ("Trichoglossus haematodus moluccanus", "", "rainbow-lorikeet"),
    ("Trichoglossus haematodus haematodus", "", None),
    ("Rhipidura fuliginosa", "New Zealand Fantail", None),
    ("Rhipidura fuliginosa", "Gray Fantail", "grey-fantail"),
    ("Rhipidura fuliginosa alisteri", "Grey Fantail", "grey-fantail"),
    ("Rhipidura fuliginosa placabilis", "", None),
    ("Corvus orru", "Crow", None),
    ("Corvus orru", "Australian Raven", None),
    ("Corvus sp.", "Crow", None),
    ("Corvus brachyrhynchos", "Crow", None),
    ("Corvus coronoides", "Crow", "australian-raven"),
    ("", "Crow", "australian-raven"),
    ("Passer domesticus (Linnaeus, 1758)", "", "house-sparrow"),
    ("Passer domesticus domesticus", "House Sparrow (domesticus)", "house-sparrow"),
    ("Passer domesticus/montanus", "House/Eurasian Tree Sparrow", None),
    ("Passer sp.", "Old World sparrow sp.", None),
    ("Platycercus elegans [elegans Group]", "Crimson Rosella (Crimson)", "crimson-rosella"),
    ("Cacatua galerita x Eolophus roseicapilla", "Galah", None),
    ("", "Passer domesticus", "house-sparrow"),
    ("", "Torresian Crow", None),
    ("Genus novum", "Silvereye", "silvereye"),
]


def test_a_name_means_one_bird_or_none(page: Page, tmp_path: Path) -> None:
    begin_with(page, [])
    rows = [
        f"{number},{scientific},{common}" for number, (scientific, common, _) in enumerate(NAMES)
    ]
    give(page, tmp_path, "list.csv", "\n".join(["Place,Scientific Name,Common Name", *rows]))
    found = {int(sighting["place"]): sighting["species"] for sighting in stored(page)}
    assert [(*names, found.get(number)) for number, (*names, _) in enumerate(NAMES)] == NAMES


@pytest.mark.parametrize("head", ["Species,Common Name", "Taxon name,Species"])
def test_a_column_called_species_may_hold_either_name(
    page: Page, tmp_path: Path, head: str
) -> None:
    begin_with(page, [])
    rows = [
        "Corvus orru,Crow",
        "Galah,",
        "Eolophus roseicapilla,Galah",
        "Eudynamys scolopaceus,Asian Koel",
    ]
    give(page, tmp_path, "list.csv", "\n".join([head, *rows]))
    assert {sighting["species"] for sighting in stored(page)} == {"galah"}


@pytest.mark.parametrize("name", ["MyEBirdData.zip", "list.xlsx"])
def test_a_packed_file_must_be_unpacked(page: Page, tmp_path: Path, name: str) -> None:
    begin_with(page, [])
    give(page, tmp_path, name, b"PK\x03\x04" + bytes(100))
    expect(page.get_by_text("Unpack a ZIP file and choose the CSV file in it")).to_be_visible()
    expect(page.locator("#import-help")).to_contain_text("unpack it first")


@pytest.mark.parametrize("mark", list(r"|*]^\$.+?()[{}-/ \'\"a"))
def test_a_file_may_name_any_mark_between_its_cells(page: Page, tmp_path: Path, mark: str) -> None:
    begin_with(page, [])
    give(page, tmp_path, "list.csv", f"sep={mark}\nspecies{mark}place\n")
    rows = page.evaluate(
        "async text => (await import('/static/js/table.js')).rows(text)",
        f"sep={mark}\r\nx{mark}y\r\n1{mark}\r\n",
    )
    assert rows[:2] == [["x", "y"], ["1", ""]]
