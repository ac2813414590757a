"""My birds: what a spreadsheet makes of the list's CSV comes back whole, or is told row by row."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.life_list import begin_with, give, stored
from tests.browser.steps import download

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["desktop"], indirect=True),
]

HEAD = "species,date,place,said"
UMLAUT = "Café Übersee"


def imported(page: Page, file: Path, data: bytes) -> list[dict[str, str]]:
    file.write_bytes(data)
    page.goto("/my-birds/")
    page.evaluate("localStorage.clear()")
    page.reload()
    page.set_input_files("#import", file)
    expect(page.locator(".status")).not_to_be_empty()
    return json.loads(page.evaluate("localStorage.getItem('birds.seen') ?? '[]'"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"{HEAD}\ngalah,2026-11-03,{UMLAUT},galah\n", "utf-8"),
        (f"{HEAD}\r\ngalah,3/11/2026,{UMLAUT},galah\r\n", "utf-8-sig"),
        (f"{HEAD}\r\ngalah,03/11/26,{UMLAUT},galah\r\n,,,\r\n", "cp1252"),
        (f"{HEAD}\ngalah,3.11.2026,{UMLAUT},galah\n".replace(",", ";"), "cp1252"),
        (f"sep=;\r\n{HEAD}\r\ngalah,3-Nov-2026,{UMLAUT},galah\r\n".replace(",", ";"), "utf-8"),
        (f"{HEAD}\r\ngalah,3-11-2026 0:00,{UMLAUT},galah".replace(",", "\t"), "utf-16"),
        (f'Species,Date,Place\rGalah,3 November 2026,"{UMLAUT}"\r', "utf-8"),
        (f'place;said;date;species\n"{UMLAUT}";;2026/11/3;galah\n', "utf-8-sig"),
    ],
)
def test_one_sighting_however_it_is_written(
    page: Page, tmp_path: Path, text: str, encoding: str
) -> None:
    (sighting,) = imported(page, tmp_path / "my.csv", text.encode(encoding))
    assert (sighting["species"], sighting["date"], sighting["place"]) == (
        "galah", "2026-11-03", UMLAUT,
    )  # fmt: skip
    expect(page.locator(".faults li")).to_have_count(0)


def test_each_row_that_is_not_understood_is_named(page: Page, tmp_path: Path) -> None:
    rows = [
        HEAD, "galah,11/25/2026,,", "dodo,3/11/2026,,", "silvereye,31/2/2026,,",
        "noisy-miner,soon,,", "house-sparrow,,,", 'galah,1/2/2026,"a; ""b""\nc",',
        '"glah,1/1/2026,,',
    ]  # fmt: skip
    kept = imported(page, tmp_path / "my.csv", "\r\n".join(rows).encode())
    assert [(one["species"], one["date"]) for one in kept] == [
        ("galah", ""), ("silvereye", ""), ("noisy-miner", ""), ("house-sparrow", ""),
        ("galah", "2026-02-01"),
    ]  # fmt: skip
    assert kept[-1]["place"] == 'a; "b"\nc'
    expect(page.get_by_text("5 sightings added, 2 not on our list.")).to_be_visible()
    assert page.locator(".faults li").all_inner_texts() == [
        "Row 2: we could not read the date “11/25/2026”; kept without a date.",
        "Row 3: “dodo” is not on our list; left out.",
        "Row 4: we could not read the date “31/2/2026”; kept without a date.",
        "Row 5: we could not read the date “soon”; kept without a date.",
        'Row 8: “"glah” is not on our list; left out.',
    ]


@pytest.mark.parametrize(
    "data", [b"", b"bird,day\ngalah,1/1/2026\n", b"{}", b"[{", b"\x89PNG"]
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words(page: Page, tmp_path: Path, data: bytes) -> None:
    assert imported(page, tmp_path / "my.csv", data) == []
    expect(page.get_by_text("We cannot read this file.")).to_be_visible()


def test_an_export_shows_its_accents_in_excel_and_comes_back(page: Page, tmp_path: Path) -> None:
    imported(page, tmp_path / "my.csv", f"{HEAD}\ngalah,2026-11-03,{UMLAUT},\n".encode())
    with page.expect_download() as started:
        page.get_by_role("button", name="Export as CSV").click()
    data = started.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert imported(page, tmp_path / "again.csv", data)[0]["place"] == UMLAUT


def test_an_empty_list_has_nothing_to_export_or_forget(page: Page, tmp_path: Path) -> None:
    page.goto("/my-birds/")
    names = ("Export as CSV", "Export as JSON", "Delete all")
    buttons = [page.get_by_role("button", name=name) for name in names]
    for button in buttons:
        expect(button).to_be_disabled()
    imported(page, tmp_path / "my.csv", f"{HEAD}\ngalah,,,\n".encode())
    for button in buttons:
        expect(button).to_be_enabled()
    _, text = download(page, "Export as CSV")
    assert text.splitlines() == [f"{HEAD},area,name,country", "galah,,,,,,"]


def test_no_cell_of_our_csv_is_a_formula(page: Page, tmp_path: Path) -> None:
    places = ["=1+1", "+61", "-27.5", "@home", "'=1", "''@", "'quoted'", "O'Brien", "a=b"]
    begin_with(page, [{"species": "galah", "place": place} for place in places])
    _, text = download(page, "Export as CSV")
    cells = [row.split(",")[2] for row in text.splitlines()[1:]]
    assert cells[:6] == ["'=1+1", "'+61", "'-27.5", "'@home", "''=1", "'''@"]
    assert cells[6:] == places[6:]
    page.get_by_role("button", name="Delete all").click()
    give(page, tmp_path, "my.csv", text)
    assert [sighting["place"] for sighting in stored(page)] == places


def test_two_of_one_bird_and_day_are_not_there_already(page: Page, tmp_path: Path) -> None:
    row = "galah,2026-01-02,Park,"
    imported(page, tmp_path / "my.csv", f"{HEAD}\n{row}\n{row}".encode())
    expect(page.locator(".status")).to_have_text("1 sighting added, 1 repeated in the file.")


def test_json_holds_words_or_nothing(page: Page, tmp_path: Path) -> None:
    odd = {"species": "galah", "place": {"x": 1}, "date": ["2026-01-02"], "said": True, "area": {}}
    listed = [odd, {"species": {}}, None, {"species": "silvereye", "place": 12}]
    kept = imported(page, tmp_path / "my.json", json.dumps(listed).encode())
    assert [(one["species"], one["place"], one["date"], one["said"]) for one in kept] == [
        ("galah", "", "", ""), ("silvereye", "12", "", ""),
    ]  # fmt: skip
    assert page.locator(".faults li").all_inner_texts() == [
        "Entry 2: “” is not on our list; left out.",
        "Entry 3: “” is not on our list; left out.",
    ]


def test_the_birds_stand_by_their_names(page: Page) -> None:
    for path, selector in {"/my-birds/": ".checklist .name", "/species/": ".cards a"}.items():
        page.goto(path)
        names = page.locator(selector).all_inner_texts()
        assert names == sorted(names, key=str.casefold)
        assert names.index("Eastern Koel") < names.index("Eastern Spinebill")
