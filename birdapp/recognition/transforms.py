"""The one preprocessing, shared by training and serving: Pillow and NumPy only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Input = NDArray[np.float32]

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a part, as shares of the whole."""


@dataclass(frozen=True)
class Preprocessing:
    """How a photo becomes the network's input; part of the manifest, so it travels with the model.

    `size` is the side of the square input in pixels. `trim` is the share of the longer side's
    excess over a square that is cut off, half at each end; the rest is squeezed. `mean` and `std`
    are on the 0–1 scale of the pixels.
    """

    size: int
    trim: float = 0.5
    mean: float = 0.5
    std: float = 0.5


def to_input(image: Image.Image, preprocessing: Preprocessing) -> Input:
    """Turn an RGB image of any shape into the network's input, float32 of shape (1, 3, size, size).

    Trimming half of the excess is a compromise: a bird near the edge stays in view, and one in the
    middle is not much distorted. docs/TRAINING.md has the measurements.
    """
    side = preprocessing.size
    resized = image.resize(
        (side, side),
        Image.Resampling.BICUBIC,
        box=trimmed(*image.size, preprocessing.trim),
        reducing_gap=2.0,
    )
    return to_array(resized, preprocessing)[np.newaxis]


def trimmed(width: int, height: int, trim: float) -> tuple[float, float, float, float]:
    """The part (left, top, right, bottom) of a photo of this size that the network sees."""
    cut = trim * abs(width - height) / 2
    if width > height:
        return cut, 0, width - cut, height
    return 0, cut, width, height - cut


def on_photo(box: Box, photo: tuple[int, int], preprocessing: Preprocessing) -> Box:
    """A part of the network's input as shares of a photo of this size."""
    left, top, right, bottom = trimmed(*photo, preprocessing.trim)
    across = [(left + share * (right - left)) / photo[0] for share in box[::2]]
    down = [(top + share * (bottom - top)) / photo[1] for share in box[1::2]]
    return across[0], down[0], across[1], down[1]


def to_array(image: Image.Image, preprocessing: Preprocessing) -> Input:
    """Normalise the pixels of an RGB image: float32 of shape (3, height, width)."""
    pixels = np.asarray(image, dtype=np.float32) / 255
    normalised = (pixels - preprocessing.mean) / preprocessing.std
    return np.ascontiguousarray(normalised.transpose(2, 0, 1))
