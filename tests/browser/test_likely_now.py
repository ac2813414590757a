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
        expect(page.get_by_text("in Queensland, June, the likeliest first")).to_be_visible()
        assert slugs(page, "#found")[-1] == "eastern-koel"
        expect(page.get_by_text("usually away from QLD in June")).to_be_visible()
        expect(page.get_by_role("button", name="Likely now")).to_be_hidden()
        page.goto("/species/?state=QLD&month=11")
        assert slugs(page, "#found")[0] == "eastern-koel"
        expect(page.get_by_text("Listen for:").first).to_be_visible()


def test_my_birds_says_which_three_are_still_missing(page: Page) -> None:
    remember(page, place="QLD")
    page.goto(f"/species/?state=QLD&month={this_month(page)}")
    likeliest = slugs(page, "#found")
    remember(page, (likeliest[0], likeliest[2]), "QLD")
    page.goto("/my-birds/")
    missing = page.locator(".missing .cards li")
    expect(missing).to_have_count(3)
    assert slugs(page, ".missing") == [likeliest[1], *likeliest[3:5]]
    for card in missing.all():
        expect(card.get_by_text("Look for:")).to_be_visible()
        expect(card.get_by_text("Listen for:")).to_be_visible()
    name = open_row(page).get_by_label("Bird")
    name.fill(GUIDE.get(likeliest[1]).common_name)
    name.blur()
    expect(page.locator(f'.missing [data-slug="{likeliest[1]}"]')).to_have_count(0)

    remember(page, GUIDE.slugs, "QLD")
    page.goto("/my-birds/")
    expect(page.get_by_text("You have seen all the birds on our list")).to_be_visible()


def test_my_birds_asks_for_the_place_and_remembers_it(page: Page) -> None:
    page.goto("/my-birds/")
    expect(page.get_by_text("Choose your state to see the likeliest birds.")).to_be_visible()
    page.locator(".missing").get_by_label("State or territory").select_option("WA")
    expect(page.locator(".missing .cards li")).to_have_count(3)
    page.goto("/")
    expect(page.locator("[data-remember]")).to_have_value("WA")
