"""The life list: kept, corrected, taken out, forgotten; and the field guide."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.life_list import begin_with_two, open_row
from tests.browser.life_list import stored as kept
from tests.browser.photos import LORIKEET
from tests.browser.steps import download, identify

pytestmark = pytest.mark.shipped_birds


def test_a_bird_is_kept_and_survives_a_reload(page: Page, tmp_path: Path) -> None:
    identify(page, LORIKEET)
    others = page.locator(".keep details")
    others.get_by_text("Another name, or a place").click()
    page.get_by_label("Place (optional)").fill('Back garden, "the" shed')
    others.get_by_role("button").first.click()
    expect(page.get_by_text("kept in My birds, as your correction.")).to_be_visible()
    page.get_by_role("button", name="Keep in My birds").click()
    expect(page.get_by_text("Rainbow Lorikeet: kept in My birds.")).to_be_visible()

    page.goto("/my-birds/")
    page.reload()
    expect(page.get_by_role("heading", name="1 of 30 seen")).to_be_visible()
    row = page.locator(".sightings li")
    expect(row).to_have_count(1)
    expect(row.get_by_text("Rainbow Lorikeet", exact=True)).to_be_visible()
    expect(row.get_by_label("Place")).to_have_value('Back garden, "the" shed')
    assert row.locator("img").evaluate("image => image.complete && image.naturalWidth") == 96
    open_row(page)
    row.get_by_label("Place").fill("Front garden")
    row.get_by_label("Place").blur()

    _, as_csv = download(page, "Export as CSV")
    assert as_csv.splitlines()[0] == "species,date,place,said,area,name,country"
    assert re.fullmatch(
        r"rainbow-lorikeet,\d{4}-\d\d-\d\d,Front garden,\S+,,,", as_csv.splitlines()[1]
    )
    _, as_json = download(page, "Export as JSON")
    assert json.loads(as_json)[0]["thumbnail"].startswith("data:image/jpeg;base64,")

    page.get_by_role("button", name="Delete all").click()
    expect(page.get_by_role("heading", name="0 of 30 seen")).to_be_visible()
    assert page.evaluate("localStorage.getItem('birds.seen')") is None

    for name, text in (("my.csv", as_csv), ("my.json", as_json)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        page.set_input_files("#import", tmp_path / name)
        expect(page.get_by_role("heading", name="1 of 30 seen")).to_be_visible()
    expect(row).to_have_count(1)
    open_row(page)
    row.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("None yet.")).to_be_visible()


def test_an_import_is_only_ever_text(page: Page, tmp_path: Path) -> None:
    nasty = {
        "species": "galah",
        "place": "<img src=x onerror=alert(1)>",
        "thumbnail": "//x.example",
    }
    (tmp_path / "nasty.json").write_text(json.dumps([nasty, {"species": "dodo"}, {}]))
    (tmp_path / "broken.json").write_text("[{")
    page.goto("/my-birds/")
    page.set_input_files("#import", tmp_path / "nasty.json")
    expect(page.get_by_text("1 sighting added, 2 not on our list.")).to_be_visible()
    expect(page.locator(".sightings").get_by_label("Place")).to_have_value(nasty["place"])
    page.set_input_files("#import", tmp_path / "broken.json")
    expect(page.get_by_text("We cannot read this file.")).to_be_visible()


def test_the_field_guide_searches_while_typing(page: Page) -> None:
    page.goto("/species/")
    page.get_by_label("Name (common, older or scientific)").fill("cockatoo")
    expect(page.get_by_text("3 of 30 birds")).to_be_visible()
    page.get_by_label("Colour").select_option("white")
    expect(page.locator(".cards li")).to_have_count(1)
    page.get_by_role("link", name="Sulphur-crested Cockatoo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sulphur-crested Cockatoo")
    page.go_back()
    expect(page.locator(".cards li")).to_have_count(1)


def test_a_change_that_cannot_be_kept_is_said_and_taken_back(page: Page) -> None:
    begin_with_two(page)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    open_row(page)
    page.get_by_label("Bird").first.fill("Common Myna")
    page.get_by_label("Bird").first.blur()
    expect(page.get_by_text("This browser does not let us keep anything")).to_be_visible()
    expect(page.get_by_label("Bird").first).to_have_value("Galah")
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    assert [sighting["species"] for sighting in kept(page)] == ["galah", "silvereye"]


def test_another_window_changes_the_list(page: Page) -> None:
    begin_with_two(page)
    other = page.context.new_page()
    other.goto("/my-birds/")
    open_row(other).get_by_role("button", name="Remove Galah").click()
    expect(page.locator(".sightings .name")).to_have_text(["Silvereye"])


def test_the_place_of_a_sighting_keeps_its_state(page: Page) -> None:
    page.goto("/")
    page.locator(".where > summary").click()
    page.get_by_label("State or territory").select_option("TAS")
    page.evaluate(
        "async () => (await import('/static/js/life_list.js')).add("
        "{species: 'galah', date: '2026-01-01', place: '', said: 'galah'})"
    )
    page.goto("/my-birds/")
    expect(page.locator(".sightings").get_by_label("State or territory")).to_have_value("TAS")
    assert kept(page)[0]["area"] == "TAS"


def test_kept_again_from_one_photo_it_holds_what_was_put_right(page: Page) -> None:
    identify(page, LORIKEET)
    page.get_by_role("button", name="Keep in My birds").click()
    expect(page.get_by_text("kept in My birds.")).to_be_visible()
    page.goto("/my-birds/")
    row = open_row(page)
    row.get_by_label("Place").fill("Front garden")
    row.get_by_label("State or territory").select_option("TAS")
    row.get_by_label("Date").fill("2024-05-06")
    row.get_by_label("Date").blur()
    (before,) = kept(page)
    identify(page, LORIKEET)
    page.get_by_text("Another name, or a place").click()
    page.get_by_role("button", name="None of these").click()
    expect(page.get_by_text("as your correction.")).to_be_visible()
    assert kept(page) == [{**before, "species": "none"}]
    page.get_by_label("Place (optional)").fill("Back garden")
    page.get_by_role("button", name="Keep in My birds").click()
    assert kept(page) == [{**before, "place": "Back garden"}]
