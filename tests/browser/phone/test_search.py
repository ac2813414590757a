"""The field guide's search on the page that is kept, while nobody answers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OwnSite
from tests.browser.frozen.test_search import shown
from tests.browser.phone.test_keep import keep
from tests.conftest import GUIDE


@pytest.mark.parametrize("place", [0, -1], ids=["first", "last"])
def test_a_kept_page_finds_without_its_server(phone: Page, own_site: OwnSite, place: int) -> None:
    card = GUIDE.species[place]
    keep(phone)
    own_site.stop()
    phone.goto("/species/")
    phone.locator("[name=q]").fill(card.scientific_name)
    expect(phone.locator("#found .count")).to_have_text(re.compile("^1 of "))
    assert shown(phone) == {card.slug}
    expect(phone.locator("[name=q]")).to_have_value(card.scientific_name)
