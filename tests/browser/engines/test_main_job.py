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
    browser.choose("#photo", *photos)
    browser.wait_for("document.querySelector('.stage img, .thumbnails img')?.naturalWidth > 0")


def identify(browser: Browser, site: str, *photos: Path) -> None:
    choose(browser, site, *photos)
    browser.tap("form.upload [type=submit]")
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
    browser.tap(".check a.more")
    browser.wait_for("location.pathname.startsWith('/species/')")
    browser.back()
    browser.wait_for("document.querySelector('main h1').innerText === args[0]", verdict)
    browser.back()
    browser.wait_for("document.querySelector('main h1').innerText === 'Which bird is it?'")


def test_the_heatmap_is_over_the_photo(browser: Browser, site: str) -> None:
    identify(browser, site, LORIKEET)
    browser.tap(".show-heatmap")
    photo, heat = browser.run(
        "const boxes = ['.shot', '.heatmap:not([hidden])'].map((selector) =>"
        "  document.querySelector(`.layers ${selector}`).getBoundingClientRect());"
        "return boxes.map(({x, y, width, height}) => [x, y, width, height])"
    )
    assert photo == pytest.approx(heat)
    assert "Lit is what spoke for the" in browser.text(".heatmap-words")


def test_the_box_is_dragged_and_only_its_part_is_sent(browser: Browser, site: str) -> None:
    choose(browser, site, LORIKEET)
    whole = opened(LORIKEET.read_bytes()).size
    browser.tap(".crop")
    width = "return document.querySelector('.stage .box').getBoundingClientRect().width"
    browser.wait_for("document.querySelector('.stage .box')")
    before = browser.run(width)
    browser.drag(".stage .corner.se", -20, -8)
    assert browser.run(width) == pytest.approx(before - 20, abs=3)
    browser.tap("form.upload [type=submit]")
    browser.wait_for("location.hash === '#answer'")
    _, width, height = browser.run("return window.sent")
    assert width < 0.75 * whole[0] and height < 0.75 * whole[1]


def test_a_large_photo_leaves_small_and_upright(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    photo = tmp_path / "IMG_1.jpg"
    photo.write_bytes(twelve_megapixels())
    choose(browser, site, photo)
    browser.wait_for("document.querySelector('[name=month]').value === '6'")
    browser.tap("form.upload [type=submit]")
    browser.wait_for("location.hash === '#answer'")
    size, width, height = browser.run("return window.sent")
    assert size <= 700_000
    assert (width, height) == (1200, 1600)


def test_a_bird_is_kept_with_its_picture(browser: Browser, site: str) -> None:
    identify(browser, site, *THREE)
    browser.tap(".results > li:first-child summary")
    browser.tap(".results > li:first-child .keep button")
    browser.wait_for("document.querySelector('.kept').innerText.includes('kept in My birds')")
    browser.goto(f"{site}/my-birds/")
    browser.wait_for("document.querySelectorAll('.sightings li').length === 1")
    assert browser.run("return document.querySelector('.sightings img').naturalWidth") == 96
    kept = json.loads(browser.run("return localStorage.getItem('birds.seen')"))
    assert kept[0]["thumbnail"].startswith("data:image/jpeg;base64,")
