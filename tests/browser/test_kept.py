"""What the page keeps: without storage, after reload and back, of one photo once."""

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.photos import LORIKEET, THREE, twelve_megapixels
from tests.browser.steps import expect_the_answer, identify, open_heat, say_where, this_month

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["desktop"], indirect=True),
]

NULL = "Object.defineProperty(window, 'localStorage', {value: null});"
FORBIDDEN = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('no', 'SecurityError'); }
});"""
FULL = """Storage.prototype.setItem = () => {
  throw new DOMException('full', 'QuotaExceededError');
};"""
NOTHING_STAYS = "Storage.prototype.setItem = () => {};"
NONSENSE = ["{", "null", "5", '"text"', "[null, 3, {}]", '[{"species": 7}]', '{"species": "x"}']


@pytest.mark.parametrize("storage", [NULL, FORBIDDEN, FULL, NOTHING_STAYS])
def test_without_storage_all_works_and_one_sentence_says_so(page: Page, storage: str) -> None:
    page.add_init_script(storage)
    sentence = page.get_by_text("This browser does not let us keep anything")
    identify(page, LORIKEET, state="NSW", month="6")
    expect(sentence).to_have_count(1)
    open_heat(page)
    expect(page.locator(".layers .heatmap:visible")).to_have_count(1)
    page.get_by_role("button", name="Keep in My birds").click()
    kept = page.locator(".kept >> visible=true")
    expect(kept).to_have_text(re.compile("This browser does not let us keep anything"))
    page.goto("/my-birds/")
    expect(sentence).to_be_visible()
    expect(page.get_by_role("heading", name="0 of 30 seen")).to_be_visible()


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_in_storage_is_nothing(page: Page, nonsense: str) -> None:
    page.goto("/")
    page.evaluate(
        "text => { for (const key of ['birds.seen', 'birds.where']) localStorage[key] = text; }",
        nonsense,
    )
    identify(page, LORIKEET)
    page.get_by_role("button", name="Keep in My birds").click()
    expect(page.get_by_text("kept in My birds")).to_be_visible()
    page.goto("/my-birds/")
    expect(page.locator(".sightings li")).to_have_count(1)


def test_a_species_that_is_nonsense_does_not_stop_the_list(page: Page) -> None:
    page.goto("/my-birds/")
    page.evaluate(
        """localStorage["birds.seen"] = '[{"species": "a\\\\"]"}, {"species": "galah"}]'"""
    )
    page.reload()
    expect(page.locator(".sightings li")).to_have_count(2)
    expect(page.get_by_role("heading", name="1 of 30 seen")).to_be_visible()


def test_the_month_is_proposed_anew_each_visit(page: Page) -> None:
    page.clock.set_fixed_time("2026-11-25")
    page.goto("/")
    page.evaluate("""localStorage["birds.where"] = '{"place": "NT", "month": "6"}'""")
    page.reload()
    expect(page.locator(".where-line")).to_have_text("Northern Territory, November")
    page.locator(".where > summary").click()
    page.get_by_label("Month").select_option("3")
    page.set_input_files("#photo", LORIKEET)
    expect_the_answer(page)
    expect(page.locator(".where-line")).to_have_text("Northern Territory, March")
    page.clock.set_fixed_time("2027-01-02")
    page.goto("/")
    expect(page.locator("[name=month]")).to_have_value("1")


def test_a_month_without_a_state_says_that_it_was_not_used(page: Page) -> None:
    for photos in ([LORIKEET], THREE):
        identify(page, *photos, month="6")
        expect(page.locator(".where-line")).to_have_text("Add where and when")
        page.locator(".where > summary").click()
        expect(page.get_by_text("June was not used: it helps only together")).to_be_visible()
    identify(page, LORIKEET, state="NSW", month="6")
    expect(page.get_by_text("was not used")).to_have_count(0)


def keep_as_none(page: Page) -> None:
    """Of whatever answer this is: its fold is called otherwise where there is no name."""
    page.locator(".keep summary").click()
    page.locator(".keep [data-slug=none]").click()
    expect(page.get_by_text("kept in My birds")).to_be_visible()


def test_the_answer_outlives_reload_and_a_visit_elsewhere(page: Page) -> None:
    identify(page, LORIKEET)
    verdict = page.locator("h1").inner_text()
    keep_as_none(page)
    page.reload()
    expect(page.locator("h1")).to_have_text(verdict)
    expect(page.get_by_role("button", name="None of these")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_text("This browser has not kept the answer")).to_have_count(0)
    open_heat(page)
    expect(page.locator(".layers .heatmap:visible")).to_have_count(1)
    page.locator(".check h2 a").click()
    expect(page).to_have_url(re.compile("/species/"))
    page.go_back()
    expect(page.locator("h1")).to_have_text(verdict)
    page.get_by_role("link", name="Skip to the content").focus()
    page.keyboard.press("Enter")
    page.reload()
    expect(page.locator("h1")).to_have_text(verdict)
    page.go_back()
    expect(page.locator("h1")).to_have_text(verdict)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Which bird is it?")
    page.go_forward()
    expect(page.locator("h1")).to_have_text(verdict)
    page.set_input_files("#photo", LORIKEET)
    expect_the_answer(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text(verdict)


def test_twelve_photos_outlive_a_reload(page: Page) -> None:
    identify(page, *THREE * 4)
    page.reload()
    expect(page.locator(".results > li")).to_have_count(12)


def test_an_answer_from_another_browser_says_that_it_is_gone(page: Page) -> None:
    page.goto("/#answer")
    expect(page.get_by_text("This browser has not kept the answer")).to_be_visible()
    page.reload()
    expect(page.get_by_text("This browser has not kept the answer")).to_have_count(0)


def test_two_taps_on_one_photo_are_one_sighting(page: Page) -> None:
    """Though it was cropped the second time, or sent again."""
    identify(page, LORIKEET)
    keep = page.get_by_role("button", name="Keep in My birds")
    keep.dblclick()
    keep_as_none(page)
    shown = page.locator(".shot").get_attribute("src")
    page.get_by_role("button", name="Look only here").click()
    page.get_by_role("button", name="Look only here").click()
    expect(page.locator(".shot")).not_to_have_attribute("src", str(shown))
    keep_as_none(page)
    identify(page, LORIKEET)
    keep_as_none(page)
    identify(page, THREE[1])
    keep_as_none(page)
    page.goto("/my-birds/")
    expect(page.locator(".sightings li")).to_have_count(2)


@pytest.mark.parametrize(("month", "date"), [("11", "2026-11-25"), ("9", ""), ("", "2026-11-25")])
def test_a_bird_of_another_month_was_not_seen_today(page: Page, month: str, date: str) -> None:
    page.clock.set_fixed_time("2026-11-25T12:00:00")
    identify(page, LORIKEET, state="ACT", month=month)
    page.get_by_role("button", name="Keep in My birds").click()
    expect(page.get_by_text("kept in My birds")).to_be_visible()
    expect(page.get_by_text("without a date; you can add it there")).to_have_count(0 if date else 1)
    (kept,) = page.evaluate("JSON.parse(localStorage['birds.seen'])")
    assert kept["date"] == date


def test_a_date_that_comes_from_the_photo_is_said(page: Page) -> None:
    photo = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=twelve_megapixels())
    page.goto("/")
    page.set_input_files("#photo", photo)
    expect_the_answer(page)
    page.locator(".where > summary").click()
    expect(page.get_by_text("June comes from the date stored in the photo")).to_be_visible()
    keep_as_none(page)
    expect(page.get_by_text(re.compile("kept in My birds.*, seen on 21 June 2025"))).to_be_visible()


def test_a_month_that_is_not_known_stays_so(page: Page) -> None:
    identify(page, LORIKEET, state="WA")
    page.reload()
    expect(page.locator(".where-line")).to_have_text("Western Australia")
    expect(page.locator("[name=month]")).to_have_value("")


@pytest.mark.parametrize("width", [320, 390])
def test_the_longest_place_leaves_room_for_the_month(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")
    say_where(page, "ACT", "9")
    line = page.locator(".where-line")
    expect(line).to_have_text("Australian Capital Territory, September")
    month = line.evaluate(
        """line => {
          const range = document.createRange();
          range.selectNode(line.lastChild);
          return [line.lastChild.textContent, range.getBoundingClientRect().right];
        }"""
    )
    change = page.locator(".where .change").bounding_box()
    assert change and month == [", September", pytest.approx(change["x"], abs=1)]


def test_today_is_proposed_on_a_first_visit(page: Page) -> None:
    page.goto("/")
    expect(page.locator("[name=month]")).to_have_value(this_month(page))
