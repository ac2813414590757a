"""Firefox with resistFingerprinting: a canvas that lies is neither sent nor kept."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.browser.engines.test_main_job import identify
from tests.browser.engines.webdriver import Browser
from tests.browser.photos import LORIKEET, lorikeet_on_sky
from tests.images import encode

pytestmark = pytest.mark.shipped_birds

KEEP_WHAT_IS_SENT = """
const { send } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.send = function (data) {
  window.sentPhoto = data.get("photo");
  send.call(this, data);
};
"""
READ_WHAT_WAS_SENT = """
return [...new Uint8Array(await window.sentPhoto.arrayBuffer())];
"""


def test_canvas_is_falsified_here(private_firefox: Browser, site: str) -> None:
    """Else the tests below would say nothing."""
    private_firefox.goto(site)
    red = private_firefox.run(
        "const context = document.createElement('canvas').getContext('2d');"
        "context.fillStyle = '#f00'; context.fillRect(0, 0, 9, 9);"
        "return [...context.getImageData(0, 0, 9, 9).data.slice(0, 3)]"
    )
    assert red != [255, 0, 0]


def test_the_photo_is_sent_with_its_own_pixels(
    private_firefox: Browser, site: str, tmp_path: Path
) -> None:
    file = tmp_path / "sky.jpg"
    file.write_bytes(encode(lorikeet_on_sky(3000, 2000), "JPEG", quality=95))
    private_firefox.goto(f"{site}/")
    private_firefox.run(KEEP_WHAT_IS_SENT)
    private_firefox.choose("#photo", file)
    private_firefox.wait_for("location.hash === '#answer'")
    sent = bytes(private_firefox.run(READ_WHAT_WAS_SENT))
    assert hashlib.sha256(sent).digest() == hashlib.sha256(file.read_bytes()).digest()


def test_two_taps_keep_one_sighting_without_a_picture(private_firefox: Browser, site: str) -> None:
    private_firefox.goto(site)
    private_firefox.run("localStorage.clear()")
    identify(private_firefox, site, LORIKEET)
    private_firefox.tap(".keep summary")
    for number in (1, 2):
        private_firefox.tap(f".keep .chips button:nth-child({number})")
        private_firefox.wait_for(
            "document.querySelector('.kept').innerText.includes('kept in My birds')"
        )
    private_firefox.goto(f"{site}/my-birds/")
    private_firefox.wait_for("document.querySelectorAll('.sightings li').length === 1")
    kept = json.loads(private_firefox.run("return localStorage.getItem('birds.seen')"))
    assert [sighting["thumbnail"] for sighting in kept] == [""]
    assert private_firefox.run("return document.querySelector('.sightings img').naturalWidth") > 0


def test_a_crop_that_cannot_be_made_is_said(private_firefox: Browser, site: str) -> None:
    identify(private_firefox, site, LORIKEET)
    private_firefox.tap(".look-here")
    private_firefox.wait_for(
        "document.querySelector('.crop-help').innerText.includes('only look at the whole photo')"
    )
    assert private_firefox.all(".layers .box") == []
