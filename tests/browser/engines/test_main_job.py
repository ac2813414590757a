"""The main job in Firefox and WebKit: send, crop, why, keep, back, reload."""

import json
from pathlib import Path

import pytest

from tests.browser.engines.webdriver import Browser
from tests.browser.photos import LORIKEET, THREE, opened, twelve_megapixels
from tests.conftest import GUIDE

pytestmark = pytest.mark.shipped_birds

SIZE_SENT = """
const { send } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.send = function (data) {
  const photo = data.get("photo");
  window.sent = createImageBitmap(photo).then(({ width, height }) => [photo.size, width, height]);
  send.call(this, data);
};
"""


def choose(browser: Browser, site: str, *photos: Path) -> None:
    browser.goto(f"{site}/")
    browser.wait_for("document.querySelector('[name=month]').value !== ''")
    browser.run(SIZE_SENT)
    # Back leaves out a page that nobody has touched, and the driver chooses without a touch.
    browser.tap("main h1")
    browser.choose("#photo", *photos)


def identify(browser: Browser, site: str, *photos: Path) -> None:
    choose(browser, site, *photos)
    browser.wait_for("location.hash === '#answer' && document.querySelector('.answer .shot')")


def test_the_answer_is_there_after_reload_and_back(browser: Browser, site: str) -> None:
    identify(browser, site, LORIKEET)
    verdict = browser.text("main h1")
    assert "Rainbow Lorikeet" in verdict
    assert browser.run("return document.activeElement.tagName") == "H1"
    assert browser.run("return document.querySelectorAll('meter').length") == len(GUIDE.slugs)
    assert browser.run("return window.sent")[0] == LORIKEET.stat().st_size
    browser.reload()
    browser.wait_for("document.querySelector('main h1').innerText === args[0]", verdict)
    browser.tap(".check h2 a")
    browser.wait_for("location.pathname.startsWith('/species/')")
    browser.back()
    browser.wait_for("document.querySelector('main h1').innerText === args[0]", verdict)
    browser.back()
    browser.wait_for("document.querySelector('main h1').innerText === 'Which bird is it?'")


def test_the_heatmap_is_over_the_photo(browser: Browser, site: str) -> None:
    identify(browser, site, LORIKEET)
    browser.tap(".heat > summary")
    photo, heat = browser.run(
        "const boxes = ['.shot', '.heatmap:not([hidden])'].map((selector) =>"
        "  document.querySelector(`.layers ${selector}`).getBoundingClientRect());"
        "return boxes.map(({x, y, width, height}) => [x, y, width, height])"
    )
    assert photo == pytest.approx(heat)
    assert "The bright parts made us think of the" in browser.text(".heat p")


def test_the_box_is_dragged_and_only_its_part_is_sent(browser: Browser, site: str) -> None:
    identify(browser, site, LORIKEET)
    whole = opened(LORIKEET.read_bytes()).size
    browser.tap(".look-here")
    width = "return document.querySelector('.layers .box').getBoundingClientRect().width"
    browser.wait_for("document.querySelector('.layers .box')")
    before = browser.run(width)
    browser.drag(".layers .corner.se", -20, -8)
    assert browser.run(width) == pytest.approx(before - 20, abs=3)
    shown = browser.run("return document.querySelector('.shot').src")
    browser.tap(".look-here")
    browser.wait_for("document.querySelector('.shot').src !== args[0]", shown)
    _, width, height = browser.run("return window.sent")
    assert width < 0.75 * whole[0] and height < 0.75 * whole[1]


def test_a_large_photo_leaves_small_and_upright(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    photo = tmp_path / "IMG_1.jpg"
    photo.write_bytes(twelve_megapixels())
    choose(browser, site, photo)
    browser.wait_for("location.hash === '#answer' && document.querySelector('.answer')")
    assert browser.run("return document.querySelector('[name=month]').value") == "6"
    size, width, height = browser.run("return window.sent")
    assert size <= 700_000
    assert (width, height) == (1200, 1600)


def test_a_bird_is_kept_with_its_picture(browser: Browser, site: str) -> None:
    identify(browser, site, *THREE)
    browser.tap(".results > li:first-child summary")
    browser.tap(".results > li:first-child .keep .main button")
    browser.wait_for("document.querySelector('.kept').innerText.includes('kept in My birds')")
    browser.goto(f"{site}/my-birds/")
    browser.wait_for("document.querySelectorAll('.sightings li').length === 1")
    assert browser.run("return document.querySelector('.sightings img').naturalWidth") == 96
    kept = json.loads(browser.run("return localStorage.getItem('birds.seen')"))
    assert kept[0]["thumbnail"].startswith("data:image/jpeg;base64,")
