"""Networks that hang or crawl, sites that are busy, and whoever does not want to wait."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import PHONE, OwnSite
from tests.browser.phone.test_answer_here import HERE, SENT, STAMPS, THERE, choose, never_send
from tests.browser.phone.test_keep import keep
from tests.browser.phone.way import Way
from tests.browser.photos import LORIKEET

HOLD_PHOTOS = """
const real = createImageBitmap;
const released = new Promise((resolve) => { window.release = resolve; });
window.createImageBitmap = async (...given) => { await released; return real(...given); };
"""
"""Photos are made ready as slowly as somebody likes."""

BUSY = """<main><ol><li>A bird</li><li data-not-now>Many photos.</li></ol></main>"""


@pytest.fixture
def way(own_site: OwnSite) -> Iterator[Way]:
    way = Way(own_site.url)
    yield way
    way.close()


@pytest.fixture
def far(chromium: Browser, way: Way) -> Iterator[Page]:
    """A phone at the other end of that way."""
    with chromium.new_context(base_url=way.url, **PHONE) as context:  # type: ignore[arg-type]
        yield context.new_page()


def status(page: Page, words: str) -> None:
    expect(page.locator(".sending .status")).to_contain_text(words)


def test_a_page_that_crawls_in_arrives_whole(far: Page, way: Way) -> None:
    keep(far)
    far.goto("/about/")
    whole = far.locator("main").inner_text()
    way.rule = lambda method, path: "crawl" if path == "/about/" else None
    begun = time.monotonic()
    far.goto("/about/")
    assert time.monotonic() - begun > 5
    assert far.locator("main").inner_text() == whole
    expect(far.locator("footer")).to_be_visible()


def test_a_network_that_hangs_is_waited_for_once(far: Page, way: Way) -> None:
    keep(far)
    way.rule = lambda method, path: "hang"
    begun = time.monotonic()
    far.goto("/", wait_until="commit")
    expect(far.locator("label[for=photo]")).to_be_visible()
    assert far.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length)")
    assert time.monotonic() - begun < 9
    way.asked.clear()
    far.goto("/species/", wait_until="commit")
    expect(far.locator("h1")).to_have_text("Field guide")
    assert way.asked == []


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "not kept"])
def test_a_photo_that_hangs_is_given_up(far: Page, way: Way, is_kept: bool) -> None:
    if is_kept:
        keep(far)
    far.clock.install()
    far.goto("/")
    way.rule = lambda method, path: "hang" if method == "POST" else None
    choose(far, LORIKEET)
    status(far, "Looking at the photo")
    far.clock.fast_forward(30_000)
    status(far, "Looking at the photo")
    far.clock.fast_forward(15_000)
    if is_kept:
        expect(far.locator(".by:visible")).to_have_text(SENT)
    else:
        status(far, "The site did not answer. Are you online?")


def test_photos_stay_here_once_another_tab_has_said_so(far: Page, way: Way) -> None:
    far.add_init_script(HOLD_PHOTOS)
    far.goto("/")
    choose(far, LORIKEET)
    status(far, "Sending")
    other = far.context.new_page()
    other.goto("/phone/")
    never_send(other)
    far.evaluate("window.release()")
    expect(far.locator(".by:visible")).to_have_text(HERE)
    assert way.posts() == []


def test_what_is_on_its_way_is_taken_back_when_another_tab_says_so(far: Page, way: Way) -> None:
    far.goto("/")
    way.rule = lambda method, path: "hang" if method == "POST" else None
    with far.expect_event("request", lambda request: request.method == "POST"):
        choose(far, LORIKEET)
    other = far.context.new_page()
    other.goto("/phone/")
    with far.expect_event("requestfailed", lambda request: request.method == "POST"):
        never_send(other)
    expect(far.locator(".by:visible")).to_contain_text("Answered on this device")


def test_where_the_site_is_busy_with_some_of_several_the_phone_does_all(phone: Page) -> None:
    keep(phone)
    phone.goto("/")

    def busy(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(body=BUSY, content_type="text/html")
        else:
            route.continue_()

    phone.route("**/*", busy)
    choose(phone, *STAMPS[:2])
    expect(phone.locator(".by:visible")).to_contain_text("Before that, the photos were sent")


def test_a_form_that_has_expired_is_renewed_without_a_word(far: Page, way: Way) -> None:
    far.goto("/")
    far.context.clear_cookies()
    choose(far, LORIKEET)
    expect(far.locator(".why > summary")).to_contain_text(THERE)
    assert way.posts() == ["/", "/"]
    choose(far, LORIKEET)
    expect(far.locator(".why > summary")).to_contain_text(THERE)


def test_without_cookies_a_form_is_renewed_once_only(far: Page, way: Way) -> None:
    way.rule = lambda method, path: "no cookie"
    far.goto("/")
    choose(far, LORIKEET)
    status(far, "cookies are switched off")
    assert way.posts() == ["/", "/"]


@pytest.mark.parametrize("stop", ["Stop", "Escape"])
def test_stop_stops_the_phone_too(far: Page, way: Way, stop: str) -> None:
    far.goto("/phone/")
    never_send(far)
    far.goto("/")
    way.rule = lambda method, path: "hang" if path.endswith(".onnx") else None
    choose(far, LORIKEET)
    status(far, "Fetching the recogniser")
    if stop == "Stop":
        far.get_by_role("button", name="Stop").click()
    else:
        far.keyboard.press("Escape")
    expect(far.locator(".sending .status")).to_have_text(
        "Stopped. The photo is still here.", timeout=2_000
    )
    way.release.set()
    far.wait_for_timeout(2_000)
    expect(far.locator(".verdict")).to_have_count(0)
    status(far, "Stopped.")
    way.rule = lambda method, path: None
    choose(far, LORIKEET)
    expect(far.locator(".by:visible")).to_have_text(HERE)


def test_an_engine_that_cannot_be_fetched_is_tried_once(far: Page, way: Way) -> None:
    far.goto("/phone/")
    never_send(far)
    far.goto("/")
    way.rule = lambda method, path: 502 if path.endswith(".onnx") else None
    choose(far, *STAMPS[:3])
    expect(far.get_by_role("button", name="Identify the bird")).to_be_visible()
    expect(far.locator(".sending .status")).not_to_be_empty()
    expect(far.locator(".results")).to_have_count(0)
    assert len([path for _, path in way.asked if path.endswith(".onnx")]) == 1
    way.rule = lambda method, path: None
    far.get_by_role("button", name="Identify the bird").click()
    expect(far.locator(".results .result")).to_have_count(3)


def test_addresses_without_their_last_stroke_are_found(phone: Page, own_site: OwnSite) -> None:
    keep(phone)
    own_site.stop()
    for path, heading in {
        "/species": "Field guide",
        "/my-birds": "My birds",
        "/shared": "Which bird is it?",
    }.items():
        phone.goto(path)
        expect(phone.locator("h1")).to_contain_text(heading)


def test_a_browser_that_remembers_no_version_answers_all_the_same(
    phone: Page, own_site: OwnSite
) -> None:
    phone.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    keep(phone)
    own_site.stop()
    phone.goto("/")
    choose(phone, LORIKEET)
    expect(phone.locator(".by:visible")).to_have_text(HERE)


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "not kept"])
def test_a_site_that_is_not_ready_leaves_it_to_the_phone(phone: Page, is_kept: bool) -> None:
    if is_kept:
        keep(phone)
    phone.goto("/")
    phone.evaluate("""() => {
      document.querySelector(".upload [type=submit]").disabled = true;
      document.querySelector(".upload").insertAdjacentHTML("beforebegin", "<p>Not ready.</p>");
    }""")
    choose(phone, LORIKEET)
    if is_kept:
        expect(phone.locator(".by:visible")).to_have_text(HERE)
    else:
        status(phone, "Not ready.")
