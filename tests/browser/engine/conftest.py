from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, watch


@pytest.fixture(scope="module")
def engine_page(chromium: Browser, site: str) -> Iterator[Page]:
    """One page whose worker answers a whole module; it asks no other host and reports nothing."""
    troubles: list[str] = []
    with chromium.new_context(base_url=site, **DESKTOP) as context:
        page = context.new_page()
        watch(page, site, troubles)
        page.goto("/about/")
        yield page
    assert troubles == []
