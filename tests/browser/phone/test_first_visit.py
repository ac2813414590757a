"""What a visitor's first page fetches, and what the engine costs over the wire."""

import re

from playwright.sync_api import Browser, Page, Request

from tests.benchmarks.in_browser import over_the_wire
from tests.browser.conftest import PHONE
from tests.browser.phone.test_keep import keep
from tests.browser.photos import LORIKEET
from tests.browser.steps import expect_the_answer

ENGINE = re.compile(r"/engine/|/js/phone/|onnxruntime-web|nunjucks|service-worker|\.onnx")
MOST_OF_THE_ENGINE = 12_000_000


def fetched(page: Page) -> list[Request]:
    """What arrives from now on."""
    arrived: list[Request] = []
    page.context.on("requestfinished", lambda request: arrived.append(request))
    return arrived


def test_a_first_visit_fetches_nothing_of_the_engine(chromium: Browser, site: str) -> None:
    with chromium.new_context(base_url=site, **PHONE) as context:
        page = context.new_page()
        arrived = fetched(page)
        page.goto("/", wait_until="networkidle")
        assert len(arrived) > 5
        page.locator("#photo").set_input_files(LORIKEET)
        expect_the_answer(page)
        page.goto("/my-birds/", wait_until="networkidle")
        page.goto("/species/", wait_until="networkidle")
        assert [request.url for request in arrived if ENGINE.search(request.url)] == []


def test_keeping_it_costs_at_most_so_much(phone: Page) -> None:
    phone.goto("/phone/", wait_until="networkidle")
    arrived = fetched(phone)
    keep(phone)
    engine = [request for request in arrived if ENGINE.search(request.url)]
    assert 5_000_000 < over_the_wire(engine) <= MOST_OF_THE_ENGINE
