"""The one preprocessing, shared by training and serving: Pillow and NumPy only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Input = NDArray[np.float32]


@dataclass(frozen=True)
class Preprocessing:
    """How a photo becomes the network's input; part of the manifest, so it travels with the model.

    `size` is the side of the square input in pixels. `mean` and `std` are on the 0–1 scale of the
    pixels.
    """

    size: int
    mean: float = 0.5
    std: float = 0.5


def to_input(image: Image.Image, preprocessing: Preprocessing) -> Input:
    """Turn an RGB image of any shape into the network's input, float32 of shape (1, 3, size, size).

    The whole photo is squeezed into the square, so that a bird at the edge is not cut off.
    """
    side = preprocessing.size
    resized = image.resize((side, side), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return to_array(resized, preprocessing)[np.newaxis]


def to_array(image: Image.Image, preprocessing: Preprocessing) -> Input:
    """Normalise the pixels of an RGB image: float32 of shape (3, height, width)."""
    pixels = np.asarray(image, dtype=np.float32) / 255
    normalised = (pixels - preprocessing.mean) / preprocessing.std
    return np.ascontiguousarray(normalised.transpose(2, 0, 1))
