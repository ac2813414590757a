"""What is likely here and now: the field guide by place and month; what My birds misses."""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from birdapp.guide.where_and_when import WhereAndWhen
from tests.browser.conftest import PHONE
from tests.browser.life_list import open_row
from tests.browser.steps import this_month
from tests.conftest import GUIDE

pytestmark = pytest.mark.shipped_birds


def remember(page: Page, seen: tuple[str, ...] = (), place: str = "") -> None:
    page.goto("/about/")
    sightings = [{"species": slug, "date": "2026-01-01", "place": ""} for slug in seen]
    page.evaluate("list => localStorage.setItem('birds.seen', list)", json.dumps(sightings))
    if place:
        page.evaluate("p => localStorage.setItem('birds.where', p)", json.dumps({"place": place}))


def slugs(page: Page, where: str) -> list[str]:
    return page.locator(f"{where} [data-slug]").evaluate_all("all => all.map(o => o.dataset.slug)")


def test_the_field_guide_says_what_is_likely_now(page: Page) -> None:
    remember(page, ("galah",), "TAS")
    page.goto("/species/")
    expect(page.locator('.cards [data-slug="galah"] .tick')).to_be_visible()
    page.get_by_role("button", name="Likely now").click()
    expect(page.get_by_text("in Tasmania, ")).to_be_visible()
    expect(page.get_by_label("Month")).to_have_value(this_month(page))
    where = WhereAndWhen(GUIDE.region, "TAS", int(this_month(page)))
    weights = [where.words(GUIDE.get(slug)).weight for slug in slugs(page, "#found")]
    assert weights == sorted(weights, reverse=True)
    expect(page.locator("#found .tick:visible")).to_have_count(1)
    assert f"month={this_month(page)}" in page.url


def test_without_a_place_it_is_asked_for(page: Page) -> None:
    page.goto("/species/")
    page.get_by_role("button", name="Likely now").click()
    expect(page.get_by_label("State")).to_be_focused()
    page.get_by_label("State").select_option("QLD")
    expect(page.get_by_text("in Queensland, ")).to_be_visible()


def test_without_javascript_too(chromium: Browser, site: str) -> None:
    with chromium.new_context(base_url=site, java_script_enabled=False, **PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/species/")
        page.get_by_label("State").select_option("QLD")
        page.get_by_label("Month").select_option("6")
        page.get_by_role("button", name="Search").click()
        expect(
            page.get_by_text("in Queensland, June. Those that are common there come first.")
        ).to_be_visible()
        assert slugs(page, "#found")[-1] == "eastern-koel"
        expect(page.get_by_text("usually away from QLD in June")).to_be_visible()
        expect(page.get_by_role("button", name="Likely now")).to_be_hidden()
        page.goto("/species/?state=QLD&month=11")
        assert slugs(page, "#found")[0] == "eastern-koel"
        expect(page.get_by_text("Listen for:").first).to_be_visible()


def at(page: Page, day: str) -> None:
    """Let the browser's clock stand at noon of a day."""
    page.clock.set_fixed_time(f"{day}T12:00:00")


def proposed(page: Page) -> list[str]:
    page.goto("/my-birds/")
    expect(page.locator(".missing .cards li").first).to_be_visible()
    return slugs(page, ".missing")


def standing(slug: str, where: WhereAndWhen) -> tuple[float, bool]:
    card = GUIDE.get(slug)
    return -where.words(card).weight, not where.is_season_of(card)


def test_my_birds_says_which_three_are_still_missing(page: Page) -> None:
    remember(page, place="QLD")
    first = proposed(page)
    remember(page, tuple(first[1:]), "QLD")
    second = proposed(page)
    assert len(first) == len(second) == 3 and second[0] == first[0]
    for card in page.locator(".missing .cards li").all():
        expect(card.get_by_text("Look for:")).to_be_visible()
        expect(card.get_by_text("Listen for:")).to_be_visible()
    name = open_row(page).get_by_label("Bird")
    name.fill(GUIDE.get(first[0]).common_name)
    name.blur()
    expect(page.locator(f'.missing [data-slug="{first[0]}"]')).to_have_count(0)


@pytest.mark.parametrize(("place", "day"), [("VIC", "2026-11-20"), ("NT", "2026-06-02")])
def test_the_common_come_before_the_local_and_who_is_away_not_at_all(
    page: Page, place: str, day: str
) -> None:
    at(page, day)
    where = WhereAndWhen(GUIDE.region, place, int(day[5:7]))
    seen: list[str] = []
    while True:
        remember(page, tuple(seen), place)
        page.goto("/my-birds/")
        expect(page.locator(".missing .cards li, .missing-words:not(:empty)").first).to_be_visible()
        found = slugs(page, ".missing")
        if not found:
            break
        seen += found
    there = [s for s in GUIDE.slugs if where.occurrence(GUIDE.get(s)) in ("common", "local")]
    assert sorted(seen) == sorted(there)
    found = [standing(slug, where) for slug in seen]
    assert found == sorted(found)


def test_where_nobody_is_left_it_says_so(page: Page) -> None:
    at(page, "2026-06-15")
    remember(page, tuple(slug for slug in GUIDE.slugs if slug != "eastern-koel"), "NSW")
    page.goto("/my-birds/")
    said = (
        "You have seen all the birds on our list that are usually in New South Wales at this time"
    )
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.locator(".missing .cards li")).to_have_count(0)


def test_among_equals_each_day_has_its_own_and_a_reload_the_same(page: Page) -> None:
    remember(page, place="VIC")
    days = [f"2026-06-{day:02}" for day in range(1, 8)]
    found = []
    for day in days:
        at(page, day)
        found.append(proposed(page))
        assert proposed(page) == found[-1]
    assert len({slug for three in found for slug in three}) > 9
    assert len({tuple(three) for three in found}) == len(days)


def test_my_birds_asks_for_the_place_and_remembers_it(page: Page) -> None:
    page.goto("/my-birds/")
    expect(page.get_by_text("Choose your state to see which birds are there now.")).to_be_visible()
    page.locator(".missing").get_by_label("State or territory").select_option("WA")
    expect(page.locator(".missing .cards li")).to_have_count(3)
    page.goto("/")
    expect(page.locator("[data-remember]")).to_have_value("WA")
