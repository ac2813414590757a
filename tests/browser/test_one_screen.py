"""An answer fits: what matters on a phone's first screen, all of it on a screen and a half."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from birdapp.guide.species import Species
from birdapp.recognition.verdict import Level
from tests.browser.conftest import DESKTOP, PHONE, SMALL
from tests.browser.made_up import Painter, answered
from tests.browser.photos import LORIKEET, THREE
from tests.browser.steps import identify
from tests.conftest import GUIDE

pytestmark = pytest.mark.shipped_birds

SCREEN = 844
MOST_SCREENS = 1.6


@pytest.fixture(params=[PHONE, DESKTOP, SMALL], ids=["phone", "desktop", "small"])
def any_size(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    with chromium.new_context(base_url=site, **request.param) as context:
        yield context.new_page()


@pytest.fixture
def phone(chromium: Browser, site: str) -> Iterator[Page]:
    with chromium.new_context(base_url=site, **PHONE) as context:  # type: ignore[arg-type]
        yield context.new_page()


def height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def ends(page: Page, *selectors: str) -> dict[str, float]:
    """Where these end on the page."""
    found = {}
    for selector in selectors:
        box = page.locator(f"{selector} >> visible=true").last.bounding_box()
        assert box, selector
        found[selector] = box["y"] + box["height"]
    return found


FIRST_SCREEN = (".verdict h1", ".shot", ".frame", ".first .ranking li", ".keep .main button")


def wordiest(count: int) -> list[str]:
    """The birds of which there is most to say."""

    def words(card: Species) -> int:
        marks = sum(len(mark.mark) for mark in card.field_marks[:3])
        return marks + max(len(bird.difference) for bird in card.look_alikes)

    return [card.slug for card in sorted(GUIDE.species, key=words)[-count:]]


@pytest.mark.parametrize("level", ["probably", "perhaps"])
def test_the_wordiest_birds_fit(phone: Page, painter: Painter, level: Level) -> None:
    painter.all_are_thin()
    for slug in wordiest(3):
        like = [bird.slug for bird in GUIDE.get(slug).look_alikes]
        first = [(slug, 0.4), *zip([*like, *GUIDE.slugs[-2:]][:2], (0.15, 0.1), strict=True)]
        painter.open(phone, answered(level, first, 0.3), state="QLD", month="11")
        assert phone.locator(".first:not(.alone) .ranking li:visible").count() == 3
        for selector, end in ends(phone, *FIRST_SCREEN).items():
            assert end <= SCREEN, (slug, selector)
        assert "from only" in phone.locator(".check >> visible=true").inner_text()
        assert height(phone) <= MOST_SCREENS * SCREEN, slug


@pytest.mark.parametrize("where", [("", ""), ("QLD", "11")], ids=["photo alone", "where and when"])
def test_a_birds_answer_begins_with_what_matters(any_size: Page, where: tuple[str, str]) -> None:
    identify(any_size, LORIKEET, state=where[0], month=where[1])
    high = any_size.viewport_size["height"] if any_size.viewport_size else 0
    first = (".verdict h1", ".shot", ".first .ranking li", ".keep .main button")
    for selector, end in ends(any_size, *first).items():
        assert end <= high, selector
    assert height(any_size) <= MOST_SCREENS * SCREEN
    assert any_size.locator(".answer details[open]").count() == 0


def test_none_of_them_is_short_and_says_what_would_help(any_size: Page) -> None:
    identify(any_size, THREE[2])
    high = any_size.viewport_size["height"] if any_size.viewport_size else 0
    for selector, end in ends(any_size, ".verdict h1", ".shot", ".keep .main button").items():
        assert end <= high, selector
    text = any_size.locator("main").inner_text()
    assert "What would help" in text and "People who can help you name it" in text
    assert height(any_size) <= MOST_SCREENS * SCREEN
