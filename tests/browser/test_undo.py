"""Each change of the life list can be taken back, until something else is changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.life_list import begin_with, begin_with_two, give, open_row
from tests.browser.life_list import stored as kept

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["desktop"], indirect=True),
]

TWO = ["galah", "silvereye"]


def undo_by_keyboard(page: Page) -> None:
    button = page.get_by_role("status").get_by_role("button", name="Undo")
    expect(button).to_be_in_viewport()
    if not button.evaluate("button => button === document.activeElement"):
        for _ in range(60):
            page.keyboard.press("Tab")
            if button.evaluate("button => button === document.activeElement"):
                break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Undone: your list is as it was before.")).to_be_visible()
    expect(button).to_be_hidden()


def change_bird(page: Page) -> None:
    open_row(page)
    page.get_by_label("Bird").first.fill("Common Myna")
    page.get_by_label("Bird").first.blur()
    assert kept(page)[0]["species"] == "common-myna"
    expect(page.locator('.checklist [data-slug="common-myna"]')).to_have_class("seen")


def name_another(page: Page) -> None:
    open_row(page)
    page.get_by_label("Bird").first.fill("Little Penguin")
    page.get_by_label("Bird").first.blur()
    assert (kept(page)[0]["species"], kept(page)[0]["name"]) == ("other", "Little Penguin")
    expect(page.locator(".sightings .name").first).to_have_text("Little Penguin")
    expect(page.get_by_role("heading", name="1 of 30 seen")).to_be_visible()


def change_date(page: Page) -> None:
    open_row(page)
    page.get_by_label("Date").first.fill("2024-05-06")
    page.get_by_label("Date").first.blur()
    assert kept(page)[0]["date"] == "2024-05-06"


def change_places(page: Page) -> None:
    open_row(page)
    page.locator(".sightings").get_by_label("State or territory").first.select_option("TAS")
    assert kept(page)[0]["area"] == "TAS"


def remove_first(page: Page) -> None:
    open_row(page)
    page.get_by_role("button", name="Remove Galah").click()
    assert [sighting["species"] for sighting in kept(page)] == ["silvereye"]


def forget_all(page: Page) -> None:
    page.get_by_role("button", name="Delete all").click()
    assert kept(page) == []


def import_one(page: Page) -> None:
    rows = b"species,date\nCommon Myna,2026-01-01"
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": rows}
    page.set_input_files("#import", file)  # type: ignore[arg-type]
    expect(page.get_by_text("1 sighting added.")).to_be_visible()
    assert len(kept(page)) == 3


@pytest.mark.parametrize(
    "act",
    [change_bird, name_another, change_date, change_places, remove_first, forget_all, import_one],
)
def test_each_change_can_be_undone(page: Page, act: Callable[[Page], None]) -> None:
    begin_with_two(page)
    act(page)
    undo_by_keyboard(page)
    assert [(s["species"], s["date"], s["place"], s["area"], s["name"]) for s in kept(page)] == [
        ("galah", "2026-02-01", "Park", "", ""),
        ("silvereye", "2026-02-02", "Garden", "", ""),
    ]
    expect(page.locator(".sightings .name")).to_have_text(["Galah", "Silvereye"])
    expect(page.get_by_role("heading", name="2 of 30 seen")).to_be_visible()


def a_wrong_file(page: Page, folder: Path) -> None:
    give(page, folder, "broken.json", "[{")


def an_export(page: Page, _: Path) -> None:
    begin_with_one_more(page)
    page.get_by_role("button", name="Export as CSV").click()
    expect(page.get_by_text("Saved as my-birds.csv.")).to_be_visible()


def an_import_that_adds_nothing(page: Page, folder: Path) -> None:
    give(page, folder, "list.csv", "species\ndodo\n")
    expect(page.get_by_text("0 sightings added, 1 not on our list.")).to_be_visible()


def keep_elsewhere(page: Page, species: str) -> Page:
    """Another window, which keeps a bird."""
    other = page.context.new_page()
    other.goto("/species/")
    other.evaluate(
        "async (species) => (await import('/static/js/life_list.js')).add("
        "{species, date: '2026-02-01', said: species})",
        species,
    )
    return other


def begin_with_one_more(page: Page) -> None:
    """Another window keeps a bird meanwhile."""
    other = keep_elsewhere(page, "common-myna")
    expect(page.locator(".sightings li")).to_have_count(1)
    other.close()


@pytest.mark.parametrize("act", [a_wrong_file, an_export, an_import_that_adds_nothing])
def test_the_way_back_outlives_other_messages(
    page: Page, tmp_path: Path, act: Callable[[Page, Path], None]
) -> None:
    begin_with_two(page)
    page.get_by_role("button", name="Delete all").click()
    act(page, tmp_path)
    meanwhile = [sighting["species"] for sighting in kept(page)]
    page.get_by_role("button", name="Undo delete all").click()
    assert [sighting["species"] for sighting in kept(page)] == [*meanwhile, *TWO]
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()


def test_what_another_window_changed_since_then_stays(page: Page) -> None:
    begin_with_two(page)
    other = page.context.new_page()
    other.goto("/my-birds/")
    open_row(page).get_by_role("button", name="Remove Galah").click()
    expect(other.locator(".sightings li")).to_have_count(1)
    row = open_row(other)
    row.get_by_label("Place").fill("Beach")
    row.get_by_label("Place").blur()
    expect(page.locator(".when")).to_contain_text(["Beach"])
    page.get_by_role("button", name="Undo remove").click()
    assert [(one["species"], one["place"]) for one in kept(page)] == [
        ("galah", "Park"), ("silvereye", "Beach"),
    ]  # fmt: skip


def test_half_a_word_outlives_a_change_elsewhere(page: Page) -> None:
    begin_with(page, [{"species": "galah", "date": f"2026-01-0{day}"} for day in range(1, 6)])
    place = open_row(page, 4).get_by_label("Place")
    place.press_sequentially("Bota")
    keep_elsewhere(page, "silvereye")
    expect(page.locator(".sightings li")).to_have_count(6)
    place = page.locator(".sightings li").nth(5).get_by_label("Place")
    expect(place).to_be_focused()
    page.bring_to_front()
    page.keyboard.type("nic Garden")
    place.blur()
    assert kept(page)[5]["place"] == "Botanic Garden"
