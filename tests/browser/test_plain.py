"""Without JavaScript; and what the first page costs."""

import csv
import io

import pytest
from playwright.sync_api import Browser, Response, expect

from tests.browser.conftest import PHONE
from tests.browser.photos import LORIKEET, THREE
from tests.conftest import GUIDE

pytestmark = pytest.mark.shipped_birds


def test_without_javascript_the_main_job_is_done(chromium: Browser, site: str) -> None:
    with chromium.new_context(base_url=site, java_script_enabled=False, **PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/")
        expect(page.locator("#photo")).to_be_visible()
        page.set_input_files("#photo", LORIKEET)
        page.get_by_label("State or territory").select_option("TAS")
        page.get_by_role("button", name="Identify the bird").click()
        expect(page.locator("meter")).to_have_count(2 * len(GUIDE.slugs))
        expect(page.locator("noscript .heatmap, .layers .heatmap:visible")).to_have_count(1)
        expect(page.get_by_role("switch", name="Show what spoke for the")).to_be_hidden()
        expect(page.get_by_label("State or territory")).to_have_value("TAS")
        before = page.locator("h1:visible").text_content()
        page.get_by_role("switch", name="Weigh in where and when").uncheck()
        expect(page.locator("h1:visible")).to_have_count(1)
        assert before

        page.goto("/")
        page.set_input_files("#photo", THREE)
        page.get_by_role("button", name="Identify the bird").click()
        with page.expect_download() as started:
            page.get_by_text("Download as CSV").click()
        rows = csv.DictReader(io.StringIO(started.value.path().read_text(encoding="utf-8-sig")))
        assert [row["photo"] for row in rows] == [photo.name for photo in THREE]

        page.goto("/species/?q=galah")
        expect(page.get_by_role("button", name="Search")).to_be_visible()
        expect(page.locator(".cards li")).to_have_count(1)


def test_the_first_page_is_light_and_does_not_jump(chromium: Browser, site: str) -> None:
    with chromium.new_context(base_url=site, **PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))
        page.add_init_script(
            "window.jumps = 0;"
            "new PerformanceObserver((list) => list.getEntries().forEach((entry) => {"
            "  window.jumps += entry.value; })).observe({type: 'layout-shift', buffered: true});"
        )
        page.goto("/", wait_until="networkidle")
        sizes = [answer.request.sizes() for answer in answers]
        wire = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
        assert len(answers) > 5
        assert wire <= 60_000
        assert page.evaluate("window.jumps") == 0
