"""Without JavaScript; and what the first page costs."""

import csv
import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Response, expect

from tests.browser.conftest import PHONE
from tests.browser.photos import LORIKEET, THREE, twelve_megapixels
from tests.browser.steps import expect_the_answer, open_heat, say_where
from tests.conftest import GUIDE

pytestmark = pytest.mark.shipped_birds


def test_without_javascript_the_main_job_is_done(chromium: Browser, site: str) -> None:
    with chromium.new_context(base_url=site, java_script_enabled=False, **PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/")
        expect(page.locator("#photo")).to_be_visible()
        page.set_input_files("#photo", LORIKEET)
        say_where(page, "TAS", "6")
        page.get_by_role("button", name="Identify the bird").click()
        expect(page.locator("meter")).to_have_count(2 * len(GUIDE.slugs))
        expect(page.locator(".where-line")).to_have_text("Tasmania, June")
        expect(page.locator(".heatmap:visible")).to_have_count(0)
        open_heat(page)
        expect(page.locator(".heatmap:visible")).to_have_count(1)
        for name in ("Look only here", "Keep in My birds", "Answer again", "Stop"):
            expect(page.get_by_role("button", name=name)).to_have_count(0)
        folded = page.locator(".answer details:not(.heat) > summary >> visible=true")
        for summary in folded.all():
            summary.click()
        expect(page.locator(".ranking li:visible")).to_have_count(len(GUIDE.slugs))
        page.get_by_role("switch", name="Use where and when").uncheck()
        expect(page.locator("h1:visible")).to_have_count(1)
        expect(page.get_by_text("From the photo alone, without")).to_be_visible()

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


JUMPS = """
window.jumps = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (!entry.hadRecentInput) window.jumps += entry.value;
})).observe({type: 'layout-shift', buffered: true});
"""


def test_pages_are_light_and_do_not_jump(chromium: Browser, site: str, tmp_path: Path) -> None:
    """The first page as somebody meets it; then an answer, of a photo that is hard to pack."""
    photo = tmp_path / "grainy.jpg"
    twelve = Image.open(io.BytesIO(twelve_megapixels()))
    twelve.resize((1000, 750)).save(photo, quality=95)
    with chromium.new_context(base_url=site, **PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))
        page.add_init_script(JUMPS)
        page.goto("/", wait_until="networkidle")
        assert len(answers) > 5
        assert wire(answers) <= 64_000
        page.locator(".where > summary").click()
        page.get_by_label("State or territory").select_option("NSW")
        assert page.evaluate("window.jumps") == 0
        page.goto("/", wait_until="networkidle")
        expect(page.locator(".where-line")).to_contain_text("New South Wales")
        assert page.evaluate("window.jumps") == 0
        before = wire(answers)
        page.set_input_files("#photo", photo)
        expect_the_answer(page)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.jumps") == 0
        assert wire(answers) - before <= 130_000


def wire(answers: list[Response]) -> int:
    """What these answers cost on the way."""
    sizes = [answer.request.sizes() for answer in answers]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
