"""Birds on plain backgrounds, as catalogues and stamps show them: cut out by the finder's map."""

import math
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fasttransform import Transform
from numpy.typing import NDArray
from PIL import Image

from birdapp.recognition.transforms import (
    Preprocessing,
    as_shares,
    on_photo,
    plain_ground,
    seen_square,
)
from birdapp.training.photos.scenes import CUT_OUT, draw_of
from birdapp.training.photos.views import read_photo

EDGE = (0.2, 0.4)
"""Shares of the map's maximum between which a cut-out fades from background to photo."""

LARGEST_EDGE = 0.12
"""Of a cut-out's longer side: how much ground is left at most at each of its edges."""

SIDES = (80, 640)
"""Pixels of a cut-out's longer side, from a stamp's to a catalogue's."""


@dataclass(frozen=True)
class Outlined:
    """A photo's file, the square (x, y, half) of the closer look and the finder's map (h·w) in it,
    side by side."""

    file: Path
    silhouette: NDArray[np.float32]


class CutOutView(Transform):
    """An outlined photo → the bird on white, black or a pastel colour, as tight and as small as
    stamps and catalogues show it."""

    def __init__(self, preprocessing: Preprocessing) -> None:
        self.preprocessing = preprocessing

    def encodes(self, photo: Outlined) -> Image.Image:
        image, draw = read_photo(photo.file), draw_of(photo.file, CUT_OUT)
        mask = _mask(photo.silhouette, image, self.preprocessing)
        cut_out = Image.composite(image, _background(image.size, draw), mask)
        return _no_larger(cut_out.crop(_tight(mask, draw)), draw)


def _tight(mask: Image.Image, draw: random.Random) -> tuple[int, int, int, int]:
    """Where the bird is, and a little ground at each edge, but never beyond the photo."""
    box = mask.point(lambda opacity: 255 * (opacity > 100)).getbbox() or (0, 0, *mask.size)
    longest = max(box[2] - box[0], box[3] - box[1])
    edges = [round(LARGEST_EDGE * draw.random() * longest) for _ in box]
    return (
        max(0, box[0] - edges[0]),
        max(0, box[1] - edges[1]),
        min(mask.width, box[2] + edges[2]),
        min(mask.height, box[3] + edges[3]),
    )


def _no_larger(image: Image.Image, draw: random.Random) -> Image.Image:
    side = round(SIDES[0] * (SIDES[1] / SIDES[0]) ** draw.random())
    image.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=None)
    return image


def _mask(
    silhouette: NDArray[np.float32], image: Image.Image, preprocessing: Preprocessing
) -> Image.Image:
    """White where the bird is, from a square (x, y, half) and the map (h·w) inside of it."""
    (x, y, half), values = silhouette[:3].tolist(), silhouette[3:]
    square = tuple(edge / 2 + 0.5 for edge in (x - half, y - half, x + half, y + half))
    seen = seen_square(image, plain_ground(image), preprocessing)
    shares = on_photo(square, as_shares(seen, image.size))
    left, top, right, bottom = (round(share * image.size[i % 2]) for i, share in enumerate(shares))
    cells = math.isqrt(len(values))
    share = values.reshape(cells, cells) / max(float(values.max()), 1e-6)
    opacity = ((share - EDGE[0]) / (EDGE[1] - EDGE[0])).clip(-1, 2)
    inside = Image.fromarray(opacity.astype(np.float32)).resize(
        (max(1, right - left), max(1, bottom - top)), Image.Resampling.BICUBIC
    )
    mask = Image.new("L", image.size)
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
