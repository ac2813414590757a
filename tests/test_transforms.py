import numpy as np
import pytest
from PIL import Image

from birdapp.transforms import Preprocessing, to_array, to_input
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


def test_nothing_at_the_edge_is_cut_off() -> None:
    image = Image.new("RGB", (400, 100))
    image.paste("white", (0, 0, 40, 100))
    batch = to_input(image, Preprocessing(size=224))
    assert batch[0, :, 112, 2].min() > 0.9
    assert batch[0, :, 112, 112].max() < -0.9
