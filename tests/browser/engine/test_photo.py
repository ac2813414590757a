"""The pixels of which a browser's answer is made, against those of the server's."""

import base64
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from birdapp.recognition.photos import MAX_PIXELS, MAX_SIDE, WORKING_SIDE, open_photo
from tests.browser.engine.photos import made
from tests.browser.engine.steps import text
from tests.browser.photos import opened

OPEN = """async ([photo, limits]) => {
  const { openPhoto } = await import("/static/js/engine/photo.js");
  const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
  const { width, height, data } = await openPhoto(new Blob([bytes]), limits);
  let text = "";
  for (let from = 0; from < data.length; from += 30000) {
    text += String.fromCharCode(...data.subarray(from, from + 30000));
  }
  return { width, height, data: btoa(text) };
}"""
LIMITS = {
    "working_side": WORKING_SIDE,
    "most_pixels": MAX_PIXELS,
    "most_side": MAX_SIDE,
    "sentences": {},
}
LARGE = {
    name: photo
    for name, photo in made().items()
    if photo.startswith(b"\xff\xd8") and min(opened(photo).size) >= 2 * WORKING_SIDE
}
CONVERTED = ("large, Display P3", "large, Adobe RGB")


def pixels(page: Page, photo: bytes) -> np.ndarray[Any, Any]:
    seen = page.evaluate(OPEN, [text(photo), LIMITS])
    data = np.frombuffer(base64.b64decode(seen["data"]), np.uint8)
    return data.reshape(seen["height"], seen["width"], 3).astype(int)


@pytest.mark.parametrize("name", LARGE)
def test_a_large_jpeg_has_the_servers_pixels(engine_page: Page, name: str) -> None:
    expected = np.asarray(open_photo(LARGE[name])).astype(int)
    found = pixels(engine_page, LARGE[name])
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() <= (1 if name in CONVERTED else 0)


def test_a_browser_that_cannot_decode_smaller_comes_close(engine_page: Page) -> None:
    engine_page.evaluate("delete globalThis.ImageDecoder")
    assert len(LARGE) > 10
    for name, photo in LARGE.items():
        expected = np.asarray(open_photo(photo)).astype(int)
        found = pixels(engine_page, photo)
        assert found.shape == expected.shape, name
        assert 0 < np.abs(found - expected).mean() < 0.5, name
