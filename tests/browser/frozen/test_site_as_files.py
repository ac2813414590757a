"""The site as files, served by nginx below a prefix: pages, engine, and without a network."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.engine.steps import text
from tests.browser.frozen.conftest import RULES, Host
from tests.browser.phone.test_first_visit import ENGINE, fetched
from tests.browser.photos import LORIKEET
from tests.browser.test_access import AXE
from tests.conftest import GUIDE

IDENTIFY = """async ([photo]) => {
  const home = document.querySelector("a.brand").href;
  const { identify } = await import(`${home}static/js/engine/engine.js`);
  const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
  return identify(new Blob([bytes]), `${home}engine/birds.json`);
}"""


def pages() -> dict[str, str]:
    first = GUIDE.species[0]
    return {
        "": "Which bird is it?",
        "species/index.html": "Field guide",
        f"species/{first.slug}.html": first.common_name,
        "my-birds/index.html": "My birds",
        "about/index.html": "About this site",
        "phone/index.html": "On your phone",
    }


def identify(page: Page) -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(IDENTIFY, [text(LORIKEET.read_bytes())])
    return answer


@pytest.mark.parametrize("host", RULES, indirect=True)
def test_pages_are_whole_and_axe_finds_nothing(page: Page, host: Host) -> None:
    for path in pages():
        page.goto(host.url + path)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length)")
        page.evaluate(AXE)
        assert page.evaluate("axe.run()")["violations"] == [], path


def test_a_first_visit_fetches_nothing_of_the_engine(page: Page, host: Host) -> None:
    arrived = fetched(page)
    page.goto(host.url, wait_until="networkidle")
    assert len(arrived) > 5
    assert [request.url for request in arrived if ENGINE.search(request.url)] == []


def test_a_page_that_is_not_there_leads_home(chromium: Browser, host: Host) -> None:
    with chromium.new_context(**DESKTOP) as context:
        page = context.new_page()
        for path in ("nowhere", "species/dodo.html", "species/dodo/or/"):
            answer = page.goto(host.url + path)
            assert answer
            assert answer.status == 404
            assert page.evaluate(
                "[...document.styleSheets].every((sheet) => sheet.cssRules.length)"
            )
            page.evaluate(AXE)
            assert page.evaluate("axe.run()")["violations"] == [], path
            page.get_by_role("button", name="Go to the start page").click()
            expect(page.locator("h1")).to_have_text("Which bird is it?")


@pytest.mark.parametrize("host", RULES, indirect=True)
def test_it_answers_and_goes_on_without_a_network(page: Page, host: Host) -> None:
    page.goto(f"{host.url}phone/index.html")
    here = identify(page)
    assert here["species"][0]["slug"] in GUIDE.slugs
    page.get_by_role("button", name=re.compile("^Keep on this phone")).click()
    expect(page.locator(".phone .status")).to_contain_text("Kept.", timeout=60_000)
    host.stop()
    for path, heading in pages().items():
        for name in {path, path.removesuffix("index.html"), path.removesuffix(".html")}:
            page.goto(host.url + name)
            expect(page.locator("h1")).to_contain_text(heading)
    assert identify(page) == here
