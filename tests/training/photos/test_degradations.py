from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from birdapp.recognition.transforms import Preprocessing
from birdapp.training.photos import degradations
from birdapp.training.photos.augment import CleanAndDegraded, degraded
from birdapp.training.photos.scenes import DEGRADATIONS, LEARNT, SEEN, draw_of
from tests.images import gradient

RED = (255, 0, 0)


@pytest.mark.parametrize("factor", [2, 3])
@pytest.mark.parametrize(("place", "inside"), [((0, 0), (0.15, 0.15)), ((1, 1), (0.85, 0.85))])
def test_a_shrunk_photo_lies_where_it_is_put(
    factor: int, place: tuple[float, float], inside: tuple[float, float]
) -> None:
    photo = Image.new("RGB", (200, 120), "white")
    small = degradations.shrunk(photo, factor, place, RED)
    assert small.size == photo.size
    assert small.getpixel((round(200 * inside[0]), round(120 * inside[1]))) == (255, 255, 255)
    assert small.getpixel((round(200 * inside[1] + 20) % 200, 60 if inside[0] < 0.5 else 5)) == RED
    white = np.asarray(small)[:, :, 1].mean() / 255
    assert white == pytest.approx(0.7 / factor**2, rel=0.1)


@pytest.mark.parametrize("name", [*LEARNT, *SEEN, *DEGRADATIONS])
def test_a_scene_keeps_the_size_and_is_the_same_each_time(name: str) -> None:
    scene = (LEARNT | SEEN | DEGRADATIONS)[name]
    photo = gradient(600, 400)
    first, again = (scene(photo, draw_of(Path("a/b.jpg"), name)) for _ in range(2))
    assert first.size == photo.size
    assert first.mode == "RGB"
    assert np.array_equal(np.asarray(first), np.asarray(again))
    if name != "as-sent" and name not in ("spoilt", "spoilt-mirrored"):
        assert not np.array_equal(np.asarray(first), np.asarray(photo))


def test_no_two_photos_are_spoilt_alike() -> None:
    photo = gradient(64, 64)
    views = {degraded(photo, draw_of(Path(f"x/{n}.jpg"), "spoilt")).tobytes() for n in range(20)}
    assert len(views) > 10


@pytest.mark.parametrize(("factor", "mean"), [(0.35, 0.35), (1.8, 1.8)])
def test_brightness_is_multiplied(factor: float, mean: float) -> None:
    grey = Image.new("RGB", (10, 10), (100, 100, 100))
    assert degradations.brightened(grey, factor).getpixel((5, 5))[0] == pytest.approx(100 * mean, 2)


def test_a_tint_and_noise_stay_within_the_range_of_a_pixel() -> None:
    white = Image.new("RGB", (20, 20), "white")
    assert degradations.tinted(white, (2, 1, 0.5)).getpixel((0, 0)) == (255, 255, 127)
    noisy = np.asarray(degradations.noisy(white, 40, seed=1))
    assert noisy.max() == 255
    assert 180 < noisy.mean() < 250


def test_teacher_and_student_get_the_same_crop() -> None:
    views = CleanAndDegraded(Preprocessing(size=32), 0.9)
    pairs = [views(gradient(80, 80)) for _ in range(20)]
    assert {pair.shape for pair in pairs} == {(2, 3, 32, 32)}
    alike = [float((pair[0] - pair[1]).abs().max()) == 0 for pair in pairs]
    assert any(not same for same in alike)
