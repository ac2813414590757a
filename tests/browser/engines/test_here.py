"""Answers of Firefox and WebKit themselves: to photos that are never sent, and offline."""

from pathlib import Path

import pytest

from tests.browser.conftest import OwnSite
from tests.browser.engines.conftest import started_firefox
from tests.browser.engines.test_main_job import SIZE_SENT, identify
from tests.browser.engines.webdriver import Browser
from tests.browser.photos import LORIKEET
from tests.conftest import GUIDE

pytestmark = pytest.mark.shipped_birds

HERE = "Answered on this device; no photo was sent."
KEPT = "Kept. This site now opens and answers without a network."
CANNOT = (
    "This browser cannot keep sites, or not in a private window. "
    "You can still use the site with a network."
)
NO_WORKERS = 'user_pref("dom.serviceWorkers.enabled", false);\n'
NO_STORAGE = 'user_pref("network.cookie.cookieBehavior", 2);\n'
"""Firefox's settings, for those who do not want sites to keep anything."""

STATUS = "document.querySelector('.phone .status').innerText"


def choose(browser: Browser, site: str) -> None:
    browser.goto(f"{site}/")
    browser.wait_for("document.querySelector('[name=month]').value !== ''")
    browser.run(SIZE_SENT)
    browser.choose("#photo", LORIKEET)
    browser.wait_for("document.querySelector('main .by')?.innerText === args[0]", HERE)


def test_a_photo_that_is_never_sent_is_answered_as_the_site_answers(
    browser: Browser, site: str
) -> None:
    identify(browser, site, LORIKEET)
    there = browser.text("main h1")
    browser.goto(f"{site}/phone/")
    browser.tap(".never-send")
    browser.wait_for("localStorage.getItem('birds.never-send') === 'true'")
    choose(browser, site)
    assert browser.run("return window.sent === undefined")
    assert browser.text("main h1") == there
    assert browser.run("return document.querySelectorAll('meter').length") == len(GUIDE.slugs)
    browser.tap(".heat > summary")
    photo, heat = browser.run(
        "const shown = ['.shot', '.heatmap:not([hidden])'].map((selector) =>"
        "  document.querySelector(`.layers ${selector}`));"
        "await Promise.all(shown.map((image) => image.decode()));"
        "return shown.map((image) => Object.values(image.getBoundingClientRect().toJSON()))"
    )
    assert photo == pytest.approx(heat)


@pytest.mark.parametrize("name", ["firefox", "webkit"])
def test_kept_it_answers_without_a_server(
    request: pytest.FixtureRequest, own_site: OwnSite, name: str
) -> None:
    browser: Browser = request.getfixturevalue(name)
    browser.goto(f"{own_site.url}/phone/")
    browser.wait_for("document.querySelector('.phone .keep').checkVisibility()")
    browser.tap(".phone .keep")
    browser.wait_for(f"{STATUS} === args[0]", KEPT)
    own_site.stop()
    choose(browser, own_site.url)
    assert "Rainbow Lorikeet" in browser.text("main h1")
    # By the page itself: Firefox's driver reloads past service workers.
    browser.run("setTimeout(() => location.reload())")
    browser.wait_for("performance.getEntriesByType('navigation')[0].type === 'reload'")
    browser.wait_for("document.querySelector('main .by')?.innerText === args[0]", HERE)
    browser.goto(f"{own_site.url}/species/{GUIDE.slugs[0]}")
    assert browser.text("main h1") == GUIDE.species[0].common_name


@pytest.mark.parametrize("setting", [NO_WORKERS, NO_STORAGE], ids=["no workers", "no storage"])
def test_a_browser_that_keeps_nothing_says_so(site: str, tmp_path: Path, setting: str) -> None:
    with started_firefox(tmp_path, setting) as browser:
        browser.goto(f"{site}/phone/")
        browser.wait_for("document.querySelector('.phone .keep').checkVisibility()")
        browser.tap(".phone .keep")
        browser.wait_for(f"{STATUS} === args[0]", CANNOT)


def test_without_service_workers_photos_can_stay_here(site: str, tmp_path: Path) -> None:
    with started_firefox(tmp_path, NO_WORKERS) as browser:
        browser.goto(f"{site}/phone/")
        browser.tap(".never-send")
        browser.wait_for("localStorage.getItem('birds.never-send') === 'true'")
        choose(browser, site)
        assert browser.run("return window.sent === undefined")


def test_a_wish_that_cannot_be_remembered_is_not_shown_as_granted(
    site: str, tmp_path: Path
) -> None:
    with started_firefox(tmp_path, NO_STORAGE) as browser:
        browser.goto(f"{site}/phone/")
        browser.tap(".never-send")
        browser.wait_for(f"{STATUS} !== ''")
        assert browser.run("return document.querySelector('.never-send').checked") is False
