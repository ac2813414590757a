import numpy as np
import pytest
from PIL import Image

from birdapp.recognition.transforms import Preprocessing, plain_ground, see, to_array, to_input
from tests.images import gradient


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (1, 1), (3000, 20), (224, 224)])
def test_any_shape_becomes_the_input_square(size: tuple[int, int]) -> None:
    batch = to_input(gradient(*size), Preprocessing(size=224))
    assert batch.shape == (1, 3, 224, 224)
    assert batch.dtype == np.float32
    assert batch.min() >= -1
    assert batch.max() <= 1


def test_mean_and_std_are_applied_to_each_channel() -> None:
    image = Image.new("RGB", (2, 2), (0, 127, 255))
    array = to_array(image, Preprocessing(size=2, mean=0.5, std=0.25))
    assert np.allclose(array[:, 0, 0], [-2, (127 / 255 - 0.5) / 0.25, 2])


@pytest.mark.parametrize(
    ("trim", "size", "white"),
    [
        (0.0, (400, 100), True),
        (0.5, (400, 100), False),
        (0.5, (100, 400), False),
        (1.0, (100, 100), True),
        (0.0, (100, 400), True),
    ],
)
def test_the_excess_over_a_square_is_trimmed_at_both_ends(
    trim: float, size: tuple[int, int], white: bool
) -> None:
    image = Image.new("RGB", size)
    across = size[0] >= size[1]
    image.paste("white", (0, 0, 40, 100) if across else (0, 0, 100, 40))
    image.paste("white", (size[0] - 40, 0, *size) if across else (0, size[1] - 40, *size))
    batch = to_input(image, Preprocessing(size=224, trim=trim))[0]
    middle = batch[:, 112, :] if across else batch[:, :, 112]
    assert bool(middle[:, 2].min() > 0.9) is white
    assert bool(middle[:, -3].min() > 0.9) is white


def on_ground(size: tuple[int, int], box: tuple[int, int, int, int], ground: str) -> Image.Image:
    """A red and blue thing in a box, on a ground of one colour."""
    image = Image.new("RGB", size, ground)
    image.paste("red", box)
    image.paste("blue", (box[0], box[1], box[2], (box[1] + box[3]) // 2))
    return image


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((140, 68), (0, 25, 140, 41)),
        ((86, 120), (10, 1, 80, 118)),
        ((2000, 1000), (1700, 100, 1900, 200)),
        ((1000, 1000), (300, 300, 700, 700)),
        ((3000, 300), (1400, 100, 1700, 200)),
    ],
)
@pytest.mark.parametrize("ground", ["white", "black", "lightblue"])
def test_on_a_plain_ground_the_subject_is_in_the_middle_and_keeps_its_shape(
    size: tuple[int, int], box: tuple[int, int, int, int], ground: str
) -> None:
    image = on_ground(size, box, ground)
    preprocessing = Preprocessing(size=400, margin=1.25)
    pixels = see(image, preprocessing).pixels[0]
    red, blue = pixels[0] - pixels[2] > 1, pixels[2] - pixels[0] > 1
    there = red | blue
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    assert columns[-1] - columns[0] == pytest.approx(
        320 * min(1, (box[2] - box[0]) / (box[3] - box[1])), abs=30
    )
    assert rows[-1] - rows[0] == pytest.approx(
        320 * min(1, (box[3] - box[1]) / (box[2] - box[0])), abs=30
    )
    assert (columns[0] + columns[-1]) / 2 == pytest.approx(200, abs=15)
    assert (rows[0] + rows[-1]) / 2 == pytest.approx(200, abs=15)
    corner = to_array(Image.new("RGB", (1, 1), ground), preprocessing)[:, 0, 0]
    assert np.abs(pixels[:, 0, 0] - corner).max() < 0.02


def test_the_part_seen_is_told_in_shares_of_the_photo() -> None:
    image = on_ground((400, 200), (0, 0, 400, 200), "white")
    image.paste("white", (0, 0, 400, 50))
    image.paste("white", (0, 150, 400, 200))
    image.paste("white", (0, 0, 100, 200))
    image.paste("white", (300, 0, 400, 200))
    part = see(image, Preprocessing(size=224, margin=1.5)).part
    assert part == pytest.approx((0.125, -0.25, 0.875, 1.25), abs=0.02)
    whole = see(gradient(400, 200), Preprocessing(size=224, trim=0.5)).part
    assert whole == pytest.approx((0.125, 0, 0.875, 1))


@pytest.mark.parametrize(
    ("ground", "noise", "plain"),
    [("white", 0, True), ("lightblue", 6, True), ("black", 6, True), ("white", 90, False)],
)
def test_a_ground_is_plain_despite_a_little_noise(ground: str, noise: int, plain: bool) -> None:
    pixels = np.asarray(on_ground((300, 200), (100, 50, 200, 150), ground), np.int16)
    noise_ = np.random.default_rng(0).integers(-noise, noise + 1, pixels.shape)
    image = Image.fromarray((pixels + noise_).clip(0, 255).astype(np.uint8))
    assert (plain_ground(image) is not None) == plain


def test_a_landscape_lies_on_no_plain_ground() -> None:
    assert plain_ground(gradient(300, 200)) is None


def test_a_photo_of_one_colour_is_seen_whole() -> None:
    view = see(Image.new("RGB", (300, 300), "grey"), Preprocessing(size=224, margin=1.0))
    assert view.part == (0, 0, 1, 1)
    assert np.ptp(view.pixels) == 0
