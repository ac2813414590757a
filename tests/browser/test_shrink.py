"""Shrinking in the browser leaves the answer as it is."""

import base64
import io
from functools import cache

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page
from sklearn.datasets import load_sample_images

from birdapp.recognition.classifier import Classifier
from birdapp.recognition.loading import load_classifier
from birdapp.recognition.photos import open_photo
from tests.conftest import GUIDE, PHOTOS, SHARED_PHOTOS
from tests.images import encode

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["desktop"], indirect=True),
]

MOST = 0.03
"""So far may a probability move."""

SHRINK = """async (data) => {
  const { sendable } = await import("/static/js/shrink.js");
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const photo = new File([bytes], "bird.jpg", {type: "image/jpeg"});
  const sent = await sendable(photo, document.querySelector("#photo").accept);
  const reader = new FileReader();
  reader.readAsDataURL(sent);
  await new Promise((done) => reader.addEventListener("load", done));
  return reader.result.split(",")[1];
}"""


def as_a_camera_takes_it(photo: Image.Image, side: int, seed: int) -> bytes:
    """Large, and with a sensor's noise."""
    scale = side / max(photo.size)
    size = (round(photo.width * scale), round(photo.height * scale))
    large = photo.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    noise = np.random.default_rng(seed).normal(0, 6, (large.height, large.width, 1))
    pixels = (np.asarray(large) + noise).clip(0, 255).astype(np.uint8)
    return encode(Image.fromarray(pixels), "JPEG", quality=92)


def made() -> list[Image.Image]:
    """20 photos: scenes whole and in part, the right way and mirrored; birds before a wall."""
    scenes = [Image.fromarray(pixels) for pixels in load_sample_images().images]
    photos = [*scenes, *(scene.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for scene in scenes)]
    photos += [
        scene.crop((x, 50, x + 300, 350)) for scene in scenes for x in (0, 80, 160, 240, 320)
    ]
    for number, file in enumerate(sorted(PHOTOS.glob("*.png"))):
        bird = Image.open(file).convert("RGBA")
        for share in (0.35, 0.8):
            wall = Image.new("RGBA", (1600, 1200), ("#8fa3ad", "#5a7a3c", "#b9a58c")[number])
            wide = round(1600 * share)
            bird = bird.resize((wide, wide * bird.height // bird.width))
            wall.alpha_composite(
                bird, ((1600 - bird.width) // 2, max(0, (1200 - bird.height) // 2))
            )
            photos.append(wall)
    assert len(photos) == 20
    return photos


def real() -> list[Image.Image]:
    files = sorted((SHARED_PHOTOS / "birds").rglob("*.jpg"))
    chosen = files[:: len(files) // 20][:20]
    return [Image.open(io.BytesIO(file.read_bytes())) for file in chosen]


@cache
def classifier() -> Classifier:
    return load_classifier(GUIDE.folder, "onnx", GUIDE.slugs, GUIDE.neighbour_slugs)


def probabilities(data: bytes) -> np.ndarray:
    answer = classifier().identify(open_photo(data))
    by_slug = {score.slug: score.probability for score in answer.ranking}
    return np.array([*(by_slug[slug] for slug in GUIDE.slugs), answer.none_of_these])


def assert_nothing_moves(page: Page, photos: list[Image.Image]) -> None:
    page.goto("/")
    moved = []
    for number, photo in enumerate(photos):
        data = as_a_camera_takes_it(photo, (1700, 2400, 3200)[number % 3], number)
        sent = base64.b64decode(page.evaluate(SHRINK, base64.b64encode(data).decode()))
        assert len(sent) < len(data)
        moved.append(np.abs(probabilities(sent) - probabilities(data)).max())
    assert max(moved) <= MOST, np.round(moved, 3)


def test_no_probability_moves_on_20_made_photos(page: Page) -> None:
    assert_nothing_moves(page, made())


@pytest.mark.shared_photos
def test_no_probability_moves_on_20_real_photos(page: Page) -> None:
    assert_nothing_moves(page, real())
