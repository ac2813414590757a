"""Birds on plain backgrounds, as catalogues and stamps show them: cut out by the finder's map."""

import math
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fasttransform import Transform
from numpy.typing import NDArray
from PIL import Image

from birdapp.recognition.transforms import Preprocessing, on_photo
from birdapp.training.photos.scenes import CUT_OUT, draw_of
from birdapp.training.photos.views import read_photo

EDGE = (0.2, 0.4)
"""Shares of the map's maximum between which a cut-out fades from background to photo."""


@dataclass(frozen=True)
class Outlined:
    """A photo's file, the square (x, y, half) of the closer look and the finder's map (h·w) in it,
    side by side."""

    file: Path
    silhouette: NDArray[np.float32]


class CutOutView(Transform):
    """An outlined photo → the bird on white, black or a pastel colour."""

    def __init__(self, preprocessing: Preprocessing) -> None:
        self.preprocessing = preprocessing

    def encodes(self, photo: Outlined) -> Image.Image:
        image = read_photo(photo.file)
        mask = _mask(photo.silhouette, image.size, self.preprocessing)
        background = _background(image.size, draw_of(photo.file, CUT_OUT))
        return Image.composite(image, background, mask)


def _mask(
    silhouette: NDArray[np.float32], size: tuple[int, int], preprocessing: Preprocessing
) -> Image.Image:
    """White where the bird is, from a square (x, y, half) and the map (h·w) inside of it."""
    (x, y, half), values = silhouette[:3].tolist(), silhouette[3:]
    square = tuple(edge / 2 + 0.5 for edge in (x - half, y - half, x + half, y + half))
    shares = on_photo(square, size, preprocessing)
    left, top, right, bottom = (round(share * size[i % 2]) for i, share in enumerate(shares))
    cells = math.isqrt(len(values))
    share = values.reshape(cells, cells) / max(float(values.max()), 1e-6)
    opacity = ((share - EDGE[0]) / (EDGE[1] - EDGE[0])).clip(-1, 2)
    inside = Image.fromarray(opacity.astype(np.float32)).resize(
        (max(1, right - left), max(1, bottom - top)), Image.Resampling.BICUBIC
    )
    mask = Image.new("L", size)
    mask.paste(Image.fromarray((np.asarray(inside).clip(0, 1) * 255).astype(np.uint8)), (left, top))
    return mask


def _background(size: tuple[int, int], draw: random.Random) -> Image.Image:
    kind = draw.random()
    if kind < 0.5:
        return Image.new("RGB", size, "white")
    if kind < 0.65:
        return Image.new("RGB", size, "black")
    red, green, blue = (draw.randint(150, 255) for _ in range(3))
    return Image.new("RGB", size, (red, green, blue))
