"""Photographs on cards and side by side, in a real browser; and the links that leave the site."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from birdapp.guide.media.gallery import FOLDER
from tests.browser.conftest import DESKTOP, PHONE, watch
from tests.browser.photos import LORIKEET
from tests.browser.steps import identify
from tests.browser.test_access import violations
from tests.conftest import GUIDE
from tests.galleries import drawn, row, write_gallery
from tests.serving import LAPTOP, running

FIRST, OTHER = GUIDE.slugs[:2]
SIZES = [(640, 480), (400, 640), (640, 200), (640, 427), (300, 300), (640, 480)]
PAGES = (f"/species/{FIRST}", f"/species/{FIRST}/or/{OTHER}", "/credits/")
NARROW = {"viewport": {"width": 320, "height": 640}, "has_touch": True}
JUMPS = """window.jumps = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  window.jumps += entry.value; })).observe({type: "layout-shift", buffered: true});"""


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose first two birds, and the lorikeet, have six photos each; the names are long."""
    folder = tmp_path_factory.mktemp("illustrated")
    birds = folder / "birds"
    shutil.copytree(GUIDE.folder, birds, ignore=shutil.ignore_patterns("*.pkl", FOLDER))
    rows = []
    for number, (slug, size) in enumerate(
        (slug, size) for slug in (FIRST, OTHER, "rainbow-lorikeet") for size in SIZES
    ):
        width, height = map(str, size)
        author = f"{'Photographer' * 6}{number}"
        rows.append(row(slug, number, width=width, height=height, author=author))
    gallery = write_gallery(birds, rows)
    for each in rows:
        data = drawn(
            int(each["width"]), int(each["height"]), colour=(20, 20 * len(each["file"]) % 256, 90)
        )
        (gallery / each["file"]).write_bytes(data)
    with running(LAPTOP, folder, BIRDAPP_ENGINE="onnx", BIRDAPP_MODELS=str(birds)) as server:
        yield server.url


@pytest.fixture(params=[PHONE, DESKTOP, NARROW], ids=["phone", "desktop", "narrow"])
def visit(
    request: pytest.FixtureRequest, chromium: Browser, illustrated: str, troubles: list[str]
) -> Iterator[Page]:
    with chromium.new_context(
        base_url=illustrated, reduced_motion="reduce", **request.param
    ) as context:
        page = context.new_page()
        watch(page, illustrated, troubles)
        yield page


@pytest.mark.parametrize("path", PAGES)
def test_photos_are_seen_and_nothing_jumps_or_sticks_out(visit: Page, path: str) -> None:
    visit.add_init_script(JUMPS)
    visit.goto(path, wait_until="networkidle")
    photos = visit.locator(".strip img")
    for photo in photos.all():
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", True)
        assert photo.evaluate("image => image.naturalWidth") > 0
        caption = photo.locator("xpath=following-sibling::figcaption").bounding_box()
        box = photo.bounding_box()
        assert box and caption and caption["width"] <= box["width"] + 1
    assert photos.count() == {PAGES[0]: 6, PAGES[1]: 12, PAGES[2]: 0}[path]
    assert visit.evaluate("window.jumps") == 0
    assert visit.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(visit) == []


@pytest.mark.shipped_birds
def test_the_visitors_photo_stands_beside_those_of_the_bird(visit: Page) -> None:
    identify(visit, LORIKEET)
    assert visit.locator(".yours").get_attribute("src") is None
    visit.get_by_text("Look-alikes, photos, other sites").click()
    shown = str(visit.locator(".shot").get_attribute("src"))
    expect(visit.locator(".yours")).to_have_attribute("src", shown)
    photos = visit.locator(".more-of .strip img")
    expect(photos).to_have_count(7)
    yours, first = (photos.nth(number).bounding_box() for number in (0, 1))
    assert yours and first and yours["x"] + yours["width"] < first["x"]
    assert abs(yours["y"] - first["y"]) < 2
    assert visit.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(visit) == []


def test_the_rest_of_a_page_weighs_what_it_did(chromium: Browser, illustrated: str) -> None:
    with chromium.new_context(base_url=illustrated, **PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(PAGES[0], wait_until="networkidle")
        sizes = [each.request.sizes() for each in answers if "/gallery/" not in each.url]
        wire = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
        assert len(sizes) > 3
        assert wire <= 130_000


SCROLLED = """async () => {
  const list = document.querySelector(".strip");
  while (list.scrollLeft === 0) await new Promise(requestAnimationFrame);
}"""


def test_photos_are_reached_by_keyboard(visit: Page) -> None:
    visit.goto(PAGES[0])
    strip = visit.locator(".strip")
    strip.focus()
    if strip.evaluate("list => list.scrollWidth > list.clientWidth"):
        for _ in range(5):
            visit.keyboard.press("ArrowRight")
        # The policy forbids the code of text that Playwright's own waiting is made of.
        visit.evaluate(SCROLLED)
    last = strip.locator("a").last
    last.focus()
    expect(last).to_be_in_viewport()


def test_a_link_that_leaves_tells_nobody_where_from(chromium: Browser, illustrated: str) -> None:
    with chromium.new_context(base_url=illustrated, **PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(PAGES[0])
        context.route("https://**", lambda route: route.abort())
        with page.expect_request(lambda request: request.url.startswith("https://")) as asked:
            page.locator(".links a").first.click()
        assert "referer" not in asked.value.headers
