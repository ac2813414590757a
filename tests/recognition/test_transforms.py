import numpy as np
import pytest
from PIL import Image

from birdapp.recognition.transforms import Preprocessing, to_array, to_input
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
