"""What Lighthouse asks of an app, of the site as files and of a server's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from birdapp.guide.media.icon import SIDE
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PHONE, WHOLE, OwnSite
from tests.browser.frozen.conftest import Host
from tests.browser.phone.test_keep import KEEP, KEPT, status
from tests.browser.photos import LORIKEET
from tests.conftest import GUIDE

FAR = "birds.example"

WORKER = """async () => {
  const { active, scope } = await navigator.serviceWorker.ready;
  return { scope, state: active.state, controller: navigator.serviceWorker.controller?.scriptURL };
}"""

DRAWN = """async (addresses) => Promise.all(addresses.map(async (address) => {
  const icon = Object.assign(new Image(), { src: address });
  await icon.decode();
  return icon.naturalWidth;
}))"""


@pytest.fixture(params=["files", "server"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Host | OwnSite]:
    if request.param == "files":
        yield request.getfixturevalue("host")
        return
    site = OwnSite(tmp_path)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def whole(chromium: Browser) -> Iterator[Browser]:
    """Finds faults in manifests, which Chromium without windows does not."""
    with chromium.browser_type.launch(executable_path=WHOLE, args=ARGUMENTS) as browser:
        yield browser


@pytest.fixture
def visit(whole: Browser, home: Host | OwnSite) -> Iterator[Page]:
    with whole.new_context(**PHONE) as context:
        page = context.new_page()
        page.goto(home.url)
        yield page


def test_the_manifest(visit: Page) -> None:
    address, told = manifest_of(visit)
    start, scope = (urljoin(address, told[name]) for name in ("start_url", "scope"))
    assert start.startswith(scope)
    assert visit.url.startswith(scope)
    assert told["name"] == told["short_name"] == GUIDE.region.title
    assert told["display"] in ("standalone", "fullscreen", "minimal-ui")
    assert told["theme_color"]
    assert told["background_color"]
    # A drawing has every size, that of a start screen too.
    drawings = [icon for icon in told["icons"] if icon["sizes"] == "any"]
    assert {icon["purpose"] for icon in drawings} >= {"any", "maskable"}
    drawn = visit.evaluate(DRAWN, [urljoin(address, icon["src"]) for icon in told["icons"]])
    assert all(drawn)
    touched = visit.locator("link[rel=apple-touch-icon]")
    for picture in touched.evaluate_all("(all) => all.map(({ href }) => href)"):
        assert visit.evaluate(DRAWN, [picture]) == [SIDE]
    assert touched.count() == bool(GUIDE.icon)


def manifest_of(page: Page) -> tuple[str, dict[str, Any]]:
    """As Chromium reads it, which finds no fault in it."""
    read = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert read["errors"] == []
    return read["url"], json.loads(read["data"])


def test_the_start_page(visit: Page) -> None:
    content = visit.locator("meta[name=viewport]").get_attribute("content")
    assert content
    assert "width=device-width" in content
    assert "user-scalable" not in content
    assert "maximum-scale" not in content
    _, told = manifest_of(visit)
    colours = visit.locator("meta[name=theme-color]").evaluate_all(
        "(all) => all.map(({ content }) => content)"
    )
    assert told["theme_color"] in colours
    assert visit.evaluate("document.documentElement.lang") == told["lang"]
    assert visit.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visit.locator("meta[name=description]").get_attribute("content") == told["description"]


def test_the_service_worker_and_the_start_page_without_a_network(
    visit: Page, home: Host | OwnSite
) -> None:
    address, told = manifest_of(visit)
    start = urljoin(address, told["start_url"])
    visit.get_by_role("link", name="On your phone").click()
    visit.get_by_role("button", name=KEEP).click()
    expect(status(visit)).to_have_text(KEPT, timeout=60_000)
    visit.goto(start)
    worker = visit.evaluate(WORKER)
    assert worker["state"] == "activated"
    assert start.startswith(worker["scope"])
    assert worker["controller"] == urljoin(start, "service-worker.js")
    errors = visit.context.new_cdp_session(visit).send("Page.getInstallabilityErrors")
    said = {error["errorId"] for error in errors["installabilityErrors"]}
    assert said == {"in-incognito"}, "a test's window is a private one"
    home.stop()
    answer = visit.goto(start)
    assert answer
    assert answer.status == 200
    assert answer.from_service_worker
    expect(visit.locator("h1")).to_have_text("Which bird is it?")


def test_without_https_pages_work_and_say_what_does_not(chromium: Browser, host: Host) -> None:
    """What browsers have on https only is asked for, before it is used."""
    rules = f"--host-resolver-rules=MAP {FAR} 127.0.0.1"
    troubles: list[str] = []
    launch = chromium.browser_type.launch
    with launch(executable_path=CHROMIUM, args=[*ARGUMENTS, rules]) as browser:
        page = browser.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        far = f"http://{FAR}:{urlsplit(host.url).port}/birds/"
        for path in ("species/index.html", "my-birds/index.html", "about/index.html"):
            page.goto(far + path)
            expect(page.locator("h1")).to_be_visible()
        assert not page.evaluate("isSecureContext")
        page.goto(f"{far}phone/index.html")
        expect(status(page)).to_contain_text("needs a secure connection")
        expect(page.get_by_role("button", name=KEEP)).to_be_hidden()
        page.goto(far)
        page.locator("#photo").set_input_files(LORIKEET)
        expect(page.locator(".sending .status")).to_contain_text("needs a secure connection")
    assert troubles == []
