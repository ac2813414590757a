"""Which photos are read and which refused, and how they are turned: as on the server."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from birdapp.recognition.photos import PhotoError, open_photo
from tests.browser.engine.odd_photos import odd, turned
from tests.browser.engine.steps import pixels
from tests.images import encode, gradient

TURNED, ODD = turned(), odd()


def on_the_server(photo: bytes) -> NDArray[Any] | str:
    try:
        return np.asarray(open_photo(photo)).astype(int)
    except PhotoError as error:
        return f"{error.reason}: {error}"


def in_the_browser(page: Page, photo: bytes) -> NDArray[Any] | str:
    try:
        return pixels(page, photo)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize("name", TURNED)
def test_it_is_turned_alike(engine_page: Page, name: str) -> None:
    assert_same(engine_page, TURNED[name])


@pytest.mark.parametrize("name", ODD)
def test_it_is_read_or_refused_alike(engine_page: Page, name: str) -> None:
    assert_same(engine_page, ODD[name])


HALF = encode(gradient(300, 200), "AVIF")[:-200]
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(900)


@pytest.mark.parametrize(("photo", "name"), [(HALF, "AVIF"), (HEIC, "HEIC")])
def test_what_only_other_browsers_read_is_named(engine_page: Page, photo: bytes, name: str) -> None:
    refused = in_the_browser(engine_page, photo)
    assert isinstance(refused, str)
    assert refused.startswith(f"not_a_photo: This browser cannot read this {name} photo. Please")


def test_half_a_webp_is_damaged(engine_page: Page) -> None:
    half = encode(gradient(300, 200), "WEBP")[:-600]
    for told in (on_the_server(half), in_the_browser(engine_page, half)):
        assert isinstance(told, str)
        assert told.startswith("damaged: ")


def assert_same(page: Page, photo: bytes) -> None:
    expected, found = on_the_server(photo), in_the_browser(page, photo)
    if isinstance(expected, str) or isinstance(found, str):
        assert found == expected
        return
    assert found.shape == expected.shape
    assert np.abs(found - expected).mean() < 1
