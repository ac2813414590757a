"""Another city, from `new` to the page: no bird that ships is left, and nothing is empty."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from birdapp.guide.bird_folder import read_guide
from birdapp.settings import ROOT
from tests.browser.another_city.city import make_city
from tests.browser.conftest import DESKTOP, PHONE, watch
from tests.browser.test_access import violations
from tests.serving import LAPTOP, Server, running

EMPTY = """() => {
  const shown = (element) => element.checkVisibility();
  const words = (element) => element.textContent.trim();
  const after = (element) => {
    do element = element?.nextElementSibling; while (element && !shown(element));
    return element;
  };
  const found = [];
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, summary, legend, dt, th")) {
    if (!shown(heading)) continue;
    const next = after(heading) ?? after(heading.parentElement);
    const isLast = !next && !heading.closest("figure, table");
    if (!words(heading) || (isLast && heading.tagName !== "H1")) found.push(heading.outerHTML);
    if (/^H[1-4]$/.test(next?.tagName ?? "") && next.tagName <= heading.tagName) {
      found.push(`${heading.outerHTML} is followed by ${next.outerHTML}`);
    }
  }
  for (const list of document.querySelectorAll("ul, ol, dl, select, table, tbody, p.lead")) {
    const isFilledLater = list.closest(".needs-script") || list.closest("[hidden]");
    if (!list.children.length && !words(list) && !isFilledLater) found.push(list.outerHTML);
  }
  for (const link of document.querySelectorAll("a")) {
    if (!link.getAttribute("href") || !words(link)) found.push(link.outerHTML);
  }
  return found;
}"""
LEFT_OVER = re.compile(
    r"\{(?:count|place|month)\}|\bNone\b(?! of| yet)|\bnull\b|\bundefined\b|\(\)| · (?:·|$)",
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def birds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_city(tmp_path_factory.mktemp("auckland"))


@pytest.fixture(scope="module")
def server(birds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site")
    with running(LAPTOP, folder, BIRDAPP_ENGINE="onnx", BIRDAPP_MODELS=str(birds)) as server:
        yield server


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(
    request: pytest.FixtureRequest, chromium: Browser, server: Server, troubles: list[str]
) -> Iterator[Page]:
    with chromium.new_context(base_url=server.url, **request.param) as context:
        page = context.new_page()
        watch(page, server.url, troubles)
        yield page


def of_the_birds_that_ship() -> re.Pattern[str]:
    """What names the project's own birds and region, but for birds that Auckland has too."""
    guide = read_guide(ROOT / "models")
    names = {guide.region.country, "Austral", *guide.region.place_names.values()}
    for card in guide.species:
        names |= {card.slug, card.common_name, card.scientific_name}
    words = "|".join(
        re.escape(name) for name in names - {"silvereye", "Silvereye", "Zosterops lateralis"}
    )
    codes = "|".join(guide.region.place_names)
    count = len(guide.species)
    return re.compile(rf"(?:{words})|(?<!CC BY-)\b(?:{codes})\b|\b{count} (?:most|birds)")


def test_every_page_is_about_auckland_and_has_nothing_empty(
    page: Page, birds: Path, troubles: list[str]
) -> None:
    foreign = of_the_birds_that_ship()
    slugs = read_guide(birds).slugs
    photo = birds.parent / "photos" / "tui-0.jpg"
    page.goto("/")
    look_at(page, foreign)
    expect(page.get_by_role("heading", level=1)).to_have_text("Which bird is it?")
    expect(page.locator("select")).to_have_count(1)  # the month: there are no places
    page.locator(".where > summary").click()
    page.get_by_label("Month").select_option("1")
    page.set_input_files("#photo", photo)
    expect(page.locator(".answer")).to_be_attached()
    expect(page.locator("h1:visible")).to_be_focused()
    expect(page.locator(".weighed meter")).to_have_count(len(slugs))
    expect(page.get_by_text("usually away in January").first).to_be_attached()
    for summary in page.locator("summary:visible").all():
        summary.click()
    look_at(page, foreign)
    for path in ("/species/", "/about/", "/api/", "/my-birds/"):
        page.goto(path)
        look_at(page, foreign)
    for slug in slugs:
        page.goto(f"/species/{slug}")
        look_at(page, foreign)
        page.goto(f"/species/{slug}/or/{slugs[slug == slugs[0]]}")
        look_at(page, foreign)
    page.goto("/nowhere")
    look_at(page, foreign)
    assert "404" in troubles.pop()


def look_at(page: Page, foreign: re.Pattern[str]) -> None:
    text = page.locator("body").inner_text()
    assert not foreign.search(page.content()), foreign.search(page.content())
    assert not LEFT_OVER.search(text), LEFT_OVER.search(text)
    assert page.evaluate(EMPTY) == [], page.url
    assert violations(page) == [], page.url


def test_no_link_is_dead(page: Page) -> None:
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        assert page.request.get(path).status == 200, path
        if not path.startswith("/api/v1"):
            page.goto(path)
            links = page.evaluate("[...document.links].map((link) => link.pathname + link.search)")
            waiting += set(links) - seen - set(waiting)
    assert len(seen) > 12


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/api/v1/species", "/api/v1/model"])
def test_the_api_says_nothing_of_the_birds_that_ship(page: Page, path: str) -> None:
    text = page.request.get(path).text()
    assert not of_the_birds_that_ship().search(text), path
    assert "{" in text


def test_its_model_card_and_manifest_say_nothing_of_them_either(birds: Path) -> None:
    for name in ("MODEL_CARD.md", "birds.json"):
        assert not of_the_birds_that_ship().search((birds / name).read_text(encoding="utf-8"))
    assert "8 commonest garden birds of Auckland" in (birds / "MODEL_CARD.md").read_text("utf-8")


def test_the_tests_pass_or_skip_with_these_birds(birds: Path) -> None:
    """Those that take minutes (images, crowds, training) are left out here; they know no birds."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not slow", "-p", "no:cacheprovider"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"BIRDAPP_MODELS": str(birds)},
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:]
    assert (
        "the birds of the project"
        in subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-rs", "tests/guide/test_species.py"],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=os.environ | {"BIRDAPP_MODELS": str(birds)},
            check=False,
        ).stdout
    )
