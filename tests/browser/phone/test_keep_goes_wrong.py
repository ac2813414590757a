"""What goes wrong while the site is being kept: a true sentence, and buttons that still work."""

from threading import Event

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.between import between
from tests.browser.conftest import PHONE, OwnSite
from tests.browser.phone.test_keep import KEEP, KEPT, keep, status

CONTINUE = "A part of the site has arrived."
NOT_SENT = "The site did not send everything."
NO_ANSWER = "The site did not answer"
DELETED = "The site was deleted from this device"
NAMES = "caches.keys()"


def start(page: Page) -> None:
    page.get_by_role("button", name=KEEP).click()


def delete(page: Page) -> None:
    page.get_by_role("button", name="Delete it").click()


def expect_it_opens_without(site: OwnSite, page: Page) -> None:
    site.stop()
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Which bird is it?")
    page.goto("/phone/")
    expect(status(page)).to_have_text("This site is kept on this device.")


@pytest.mark.parametrize("quota", [100_000, 400_000, 3_000_000])
def test_without_room_it_says_so_and_the_site_goes_on(
    phone: Page, own_site: OwnSite, quota: int
) -> None:
    phone.goto("/phone/")
    session = phone.context.new_cdp_session(phone)
    session.send("Storage.overrideQuotaForOrigin", {"origin": own_site.url, "quotaSize": quota})
    start(phone)
    expect(status(phone)).to_contain_text("not have enough room")
    expect(phone.get_by_role("button", name=KEEP)).to_be_enabled()
    phone.goto("/")
    expect(phone.locator("h1")).to_have_text("Which bird is it?")


def test_a_page_that_does_not_come_is_said_and_fetched_the_next_time(phone: Page) -> None:
    phone.goto("/phone/")
    phone.context.route("**/about/", lambda route: route.fulfill(status=503))
    start(phone)
    expect(status(phone)).to_contain_text(NOT_SENT)
    phone.context.unroute("**/about/")
    start(phone)
    expect(status(phone)).to_have_text(KEPT)


@pytest.mark.parametrize("what", ["**/about/", "**/*.onnx", "**/files.json"])
def test_stop_stops_at_once(phone: Page, what: str) -> None:
    waiting: list[Route] = []
    phone.goto("/phone/")
    phone.context.route(what, lambda route: waiting.append(route))
    with phone.expect_request(what):
        start(phone)
    phone.get_by_role("button", name="Stop").click()
    expect(status(phone)).to_have_text("Stopped. What has arrived is kept.", timeout=3_000)
    expect(phone.get_by_role("button", name=KEEP)).to_be_enabled()


def test_stop_stops_what_waits_for_the_service_worker(chromium: Browser, site: str) -> None:
    asked, is_over = Event(), Event()

    def hang(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        if path == "/service-worker.js":
            asked.set()
            is_over.wait(60)
        return status, body

    with between(site, hang) as host, chromium.new_context(base_url=host, **PHONE) as context:
        page = context.new_page()
        page.goto("/phone/")
        start(page)
        assert asked.wait(30)
        page.get_by_role("button", name="Stop").click()
        expect(status(page)).to_have_text("Stopped. What has arrived is kept.", timeout=3_000)
        is_over.set()
        start(page)
        expect(status(page)).to_have_text(KEPT)


def test_kept_deleted_and_kept_again_it_opens_without_a_network(
    phone: Page, own_site: OwnSite
) -> None:
    keep(phone)
    delete(phone)
    expect(status(phone)).to_contain_text("Removed.")
    start(phone)
    expect(status(phone)).to_have_text(KEPT)
    expect_it_opens_without(own_site, phone)


def test_what_is_missing_is_seen_and_fetched(phone: Page, own_site: OwnSite) -> None:
    keep(phone)
    for take_away in (
        "caches.keys().then(async ([name]) => (await caches.open(name)).delete('/about/'))",
        "navigator.serviceWorker.ready.then((registration) => registration.unregister())",
    ):
        phone.evaluate(take_away)
        phone.reload()
        expect(status(phone)).to_contain_text(CONTINUE)
        start(phone)
        expect(status(phone)).to_have_text(KEPT)
    expect_it_opens_without(own_site, phone)


def test_a_site_that_cannot_be_reached_is_said_to_be_that(phone: Page, own_site: OwnSite) -> None:
    phone.goto("/phone/")
    own_site.stop()
    start(phone)
    expect(status(phone)).to_contain_text(NO_ANSWER)
    assert phone.evaluate(NAMES) == []


@pytest.mark.parametrize("path", ["/service-worker.js", "/engine/files.json"])
def test_a_site_that_is_down_is_said_to_be_that(chromium: Browser, site: str, path: str) -> None:
    def change(asked: str, status: int, body: bytes) -> tuple[int, bytes]:
        return (503 if asked == path else status), body

    with between(site, change) as host, chromium.new_context(base_url=host, **PHONE) as context:
        page = context.new_page()
        page.goto("/phone/")
        start(page)
        expect(status(page)).to_contain_text(NO_ANSWER)
        expect(page.get_by_role("button", name=KEEP)).to_be_enabled()


def test_two_windows_keep_it_one_after_the_other(phone: Page) -> None:
    windows = [phone, phone.context.new_page()]
    for window in windows:
        window.goto("/phone/")
    for window in windows:
        start(window)
    for window in windows:
        expect(status(window)).to_have_text(KEPT)


def test_who_deletes_it_ends_what_another_window_fetches(phone: Page) -> None:
    waiting: list[Route] = []
    phone.goto("/phone/")
    phone.context.route("**/*.onnx", lambda route: waiting.append(route))
    with phone.expect_request("**/*.onnx"):
        start(phone)
    other = phone.context.new_page()
    other.goto("/phone/")
    delete(other)
    expect(status(other)).to_contain_text("Removed.")
    expect(status(phone)).to_contain_text(DELETED)
    assert phone.evaluate(NAMES) == []
