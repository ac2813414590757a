"""An answer fits: what matters on a phone's first screen, all of it on a screen and a half."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from birdapp.guide.species import Species
from birdapp.recognition.verdict import Level
from tests.browser.conftest import PHONE
from tests.browser.made_up import Painter, answered
from tests.conftest import GUIDE

pytestmark = pytest.mark.shipped_birds

SCREEN = 844
MOST_SCREENS = 1.6


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
        assert "photos only" in phone.locator(".check >> visible=true").inner_text()
        assert height(phone) <= MOST_SCREENS * SCREEN, slug
