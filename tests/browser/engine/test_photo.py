"""The pixels of which a browser's answer is made, against those of the server's."""

import numpy as np
import pytest
from playwright.sync_api import Page

from birdapp.recognition.photos import WORKING_SIDE, open_photo
from tests.browser.engine.photos import made
from tests.browser.engine.steps import pixels
from tests.browser.photos import opened

LARGE = {
    name: photo
    for name, photo in made().items()
    if photo.startswith(b"\xff\xd8") and min(opened(photo).size) >= 2 * WORKING_SIDE
}
CONVERTED = ("large, Display P3", "large, Adobe RGB")


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
