"""The field guide's search on a site of files."""

import re
from urllib.parse import urlencode

from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.browser.frozen.conftest import Host
from tests.browser.test_access import violations
from tests.conftest import GUIDE

FIRST = GUIDE.species[0]
NAMED = [
    *(card.common_name for card in GUIDE.species[:4]),
    *(card.scientific_name.upper() for card in GUIDE.species[4:8]),
    *(name for card in GUIDE.species for name in card.other_names[:1]),
    *(name for card in GUIDE.species for name in card.older_scientific_names[:1]),
    *{card.family for card in GUIDE.species if card.family},
]
PLACE = GUIDE.region.places.called if GUIDE.region.places else ""
ASKED = [
    *({"q": name} for name in NAMED),
    {"q": "dodo"},
    {"q": "  WHITE’S   ïbis "},
    *({"colour": colour} for colour in GUIDE.colours),
    *({"size": size.name} for size in GUIDE.region.sizes),
    *({PLACE: code} for code in GUIDE.region.place_names),
    *({"colour": GUIDE.colours[0], "size": size.name} for size in GUIDE.region.sizes),
]


def asked_of_the_api(client: FlaskClient, asked: dict[str, str]) -> set[str]:
    told = client.get(f"/api/v1/species?{urlencode(asked)}").json
    return {card["slug"] for card in told["species"]}


def shown(page: Page) -> set[str]:
    cards = page.locator("#found [data-slug]:visible")
    return {*cards.evaluate_all("(cards) => cards.map((card) => card.dataset.slug)")}


def ask(page: Page, asked: dict[str, str]) -> None:
    for name in ("q", "colour", "size", PLACE):
        field = page.locator(f".search [name={name}]") if name else None
        if field is None or not field.count():
            continue
        if name == "q":
            field.fill(asked.get(name, ""))
        else:
            field.select_option(asked.get(name, ""))


def test_it_finds_what_the_server_does(page: Page, host: Host, client: FlaskClient) -> None:
    page.goto(f"{host.url}species/index.html")
    for asked in ASKED:
        ask(page, asked)
        expected = asked_of_the_api(client, asked)
        expect(page.locator("#found .count")).to_have_text(re.compile(f"^{len(expected)} of "))
        assert shown(page) == expected, asked
        expect(page.locator("#found .nobody")).to_be_visible(visible=not expected)
    assert violations(page) == []


def test_it_is_found_again_on_the_way_back(page: Page, host: Host) -> None:
    page.goto(f"{host.url}species/index.html")
    page.locator("[name=q]").fill(FIRST.scientific_name)
    expect(page.locator("#found .count")).to_have_text(re.compile("^1 of "))
    page.reload()
    expect(page.locator("#found .count")).to_have_text(re.compile("^1 of "))
    expect(page.locator("[name=q]")).to_have_value(FIRST.scientific_name)
    page.locator("#found a:visible").click()
    expect(page.locator("h1")).to_have_text(FIRST.common_name)
    page.go_back()
    expect(page.locator("#found .count")).to_have_text(re.compile("^1 of "))


def test_what_only_a_server_works_out_is_not_offered(page: Page, host: Host) -> None:
    page.goto(f"{host.url}species/index.html")
    expect(page.locator("[name=month]")).to_have_count(0)
    expect(page.locator(".likely-now")).to_have_count(0)
    expect(page.locator("#found [data-slug]")).to_have_count(len(GUIDE.species))


def test_my_birds_proposes_nobody_who_is_not_there(page: Page, host: Host) -> None:
    for code in GUIDE.region.place_names:
        page.goto(f"{host.url}my-birds/index.html")
        page.locator(".missing .here").select_option(code)
        cards = page.locator(".missing .cards [data-slug]")
        expect(cards.first).to_be_visible()
        slugs = cards.evaluate_all("(cards) => cards.map((card) => card.dataset.slug)")
        there = [(GUIDE.get(slug).presence or {}).get(code) for slug in slugs]
        assert len(there) == 3 and "absent" not in there
    cards.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(GUIDE.get(slugs[0]).common_name)
