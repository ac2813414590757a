from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, OwnSite


@pytest.fixture
def phone(chromium: Browser, own_site: OwnSite) -> Iterator[Page]:
    with chromium.new_context(base_url=own_site.url, **PHONE) as context:
        yield context.new_page()
