"""The browser's twin of the preprocessing, pixel by pixel."""

from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image
from playwright.sync_api import Page
from sklearn.datasets import load_sample_images

from birdapp.recognition import transforms
from birdapp.recognition.manifest import read_manifest
from birdapp.recognition.photos import open_photo
from tests.browser.engine.steps import BIRDS, see
from tests.browser.photos import lorikeet_on_sky
from tests.conftest import GUIDE, PHOTOS
from tests.images import gradient

SHAPES = [
    (1, 1), (2, 1), (1, 3), (7, 5), (96, 96), (97, 61), (300, 200), (447, 449), (448, 448),
    (449, 447), (640, 427), (896, 896), (897, 640), (1279, 640), (640, 1280), (1344, 1793),
    (2701, 643), (641, 3000), (20, 2000), (3000, 9),
]  # fmt: skip


def photos() -> dict[str, Image.Image]:
    noise = {
        f"noise {width} x {height}": Image.fromarray(
            np.random.default_rng(width * height).integers(0, 256, (height, width, 3), np.uint8)
        )
        for width, height in SHAPES
    }
    scenes = [Image.fromarray(pixels) for pixels in load_sample_images().images]
    return {
        **noise,
        **{f"stamp {file.stem}": open_photo(file.read_bytes()) for file in PHOTOS.glob("*.png")},
        **{f"scene {number}": scene for number, scene in enumerate(scenes)},
        "on sky": lorikeet_on_sky(),
        "small on sky": on_ground((900, 700), (60, 40), (700, 600)),
        "in a corner": on_ground((700, 900), (200, 300), (0, 0)),
        "beyond the edge": on_ground((1200, 300), (290, 290), (1100, 5)),
        "one colour": Image.new("RGB", (500, 333), "#8899aa"),
        "hardly plain": gradient(400, 6),
        "sharp": chequered(1100, 800),
    }


def chequered(width: int, height: int) -> Image.Image:
    pixels = np.indices((height, width)).sum(axis=0) % 2 * 255
    return Image.fromarray(pixels.astype(np.uint8)).convert("RGB")


def on_ground(size: tuple[int, int], part: tuple[int, int], where: tuple[int, int]) -> Image.Image:
    """Something colourful on a ground that is plain but for a little noise."""
    ground = np.random.default_rng(1).integers(120, 128, (size[1], size[0], 3), np.uint8)
    image = Image.fromarray(ground)
    image.paste(gradient(*part), where)
    return image


PHOTOS_TO_SEE = photos()


@pytest.fixture(scope="module")
def how(app: Any) -> dict[str, Any]:
    client: FlaskClient = app.test_client()
    birds: dict[str, Any] = client.get(BIRDS).json
    return birds


@pytest.mark.parametrize("name", PHOTOS_TO_SEE)
def test_the_network_is_shown_the_same_pixels(
    engine_page: Page, how: dict[str, Any], name: str
) -> None:
    photo = PHOTOS_TO_SEE[name]
    preprocessing = read_manifest(GUIDE.folder).preprocessing
    expected = transforms.see(photo, preprocessing)
    found, part = see(engine_page, np.asarray(photo), how)
    assert part == pytest.approx(expected.part, abs=1e-12)
    assert np.array_equal(found, expected.pixels.ravel())
