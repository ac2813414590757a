"""The photo as the page shows it."""

import base64
import io

import pytest
from PIL import Image

from birdapp.web.answers.photo import ENOUGH, shown_photo
from tests.images import gradient, noise


@pytest.mark.parametrize(
    "photo",
    [
        gradient(640, 480),
        gradient(40, 640),
        noise(640, 640, 120),
    ],
    ids=["plain", "narrow", "noise"],
)
def test_a_photo_is_sent_light_and_in_its_shape(photo: Image.Image) -> None:
    uri = shown_photo(photo)
    assert len(uri) <= ENOUGH
    shown = Image.open(io.BytesIO(base64.b64decode(uri.split(",")[1])))
    assert shown.width / shown.height == pytest.approx(photo.width / photo.height, rel=0.05)
    assert max(shown.size) >= max(photo.size) / 2
