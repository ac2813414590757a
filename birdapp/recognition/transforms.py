"""The one preprocessing, shared by training and serving: Pillow and NumPy only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Input = NDArray[np.float32]

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a part, as shares of the whole where nothing else is said."""

Colour = tuple[int, int, int]
"""Red, green and blue, of 255."""


PLAIN = 0.9
TOLERANCE = 16
"""A photo lies on a plain ground where so much of its outermost pixels is no further than this from
their median colour, of 255."""

SUBJECT = 24
"""What differs from a plain ground by more than this is the subject, of 255."""

COARSE = 96
"""The subject is looked for on about so many points along the longer side."""

REDUCING_GAP = 2.0
"""Boxes of pixels are averaged before resampling where it stays so many times larger than asked."""


@dataclass(frozen=True)
class Preprocessing:
    """How a photo becomes the network's input; part of the manifest, so it travels with the model.

    `size` is the side of the square input in pixels. `trim` is the share of the longer side's
    excess over a square that is cut off, half at each end; the rest is squeezed. On a plain ground
    neither happens: the square is `margin` times as large as what lies there. `mean` and `std` are
    on the 0–1 scale of the pixels.
    """

    size: int
    trim: float = 0.5
    margin: float = 1.7
    mean: float = 0.5
    std: float = 0.5


@dataclass(frozen=True)
class View:
    """What the network sees of a photo: its input (1, 3, size, size), and which part that is, as
    shares of the photo. On a plain ground the part may reach beyond it."""

    pixels: Input
    part: Box


def see(image: Image.Image, preprocessing: Preprocessing) -> View:
    """The network's view of an RGB image of any shape."""
    ground = plain_ground(image)
    square = seen_square(image, ground, preprocessing)
    cut = _cut(image, square, preprocessing.size, ground)
    return View(to_array(cut, preprocessing)[np.newaxis], as_shares(square, image.size))


def to_input(image: Image.Image, preprocessing: Preprocessing) -> Input:
    """The network's input alone, float32 of shape (1, 3, size, size)."""
    return see(image, preprocessing).pixels


def seen_square(image: Image.Image, ground: Colour | None, preprocessing: Preprocessing) -> Box:
    """What becomes the network's input, in pixels of the image, which lies on `ground` if that is
    plain."""
    if ground is None:
        return trimmed(*image.size, preprocessing.trim)
    return _around_subject(image, ground, preprocessing.margin)


def trimmed(width: int, height: int, trim: float) -> Box:
    """The part (left, top, right, bottom) of a photo of this size that the network sees, in pixels.

    Trimming half of the excess is a compromise: a bird near the edge stays in view, and one in the
    middle is not much distorted. docs/TRAINING.md has the measurements.
    """
    cut = trim * abs(width - height) / 2
    if width > height:
        return cut, 0, width - cut, height
    return 0, cut, width, height - cut


def plain_ground(image: Image.Image) -> Colour | None:
    """The colour around a subject on a plain ground, as stamps, catalogues and clear skies have it;
    None where the edge of the photo is not of one colour."""
    width, height = image.size
    edges = (0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height)
    strips = [image.crop(edge) for edge in (*edges, (width - 1, 0, width, height))]
    ring = np.concatenate([np.asarray(strip, np.int16).reshape(-1, 3) for strip in strips])
    colour = np.median(ring, axis=0)
    if (np.abs(ring - colour).max(axis=1) <= TOLERANCE).mean() < PLAIN:
        return None
    red, green, blue = colour.astype(int).tolist()
    return red, green, blue


def _around_subject(image: Image.Image, ground: Colour, margin: float) -> Box:
    """A square around what is not ground, `margin` times as large as that."""
    step = max(1, max(image.size) // COARSE)
    coarse = np.asarray(image.reduce(step), np.int16)
    subject = np.abs(coarse - np.array(ground, np.int16)).max(axis=2) > SUBJECT
    left, right = _extent(subject.any(axis=0), step, image.width)
    top, bottom = _extent(subject.any(axis=1), step, image.height)
    half = margin * max(right - left, bottom - top) / 2
    x, y = (left + right) / 2, (top + bottom) / 2
    return x - half, y - half, x + half, y + half


def _extent(there: NDArray[np.bool_], step: int, whole: int) -> tuple[int, int]:
    places = np.flatnonzero(there)
    if not places.size:
        return 0, whole
    return int(places[0]) * step, min(whole, (int(places[-1]) + 1) * step)


def _cut(image: Image.Image, square: Box, side: int, ground: Colour | None) -> Image.Image:
    """The square enlarged or reduced to `side` pixels; beyond the photo the ground goes on."""
    left, top, right, bottom = square
    inside = max(0, left), max(0, top), min(image.width, right), min(image.height, bottom)
    scale_x, scale_y = side / (right - left), side / (bottom - top)
    x0, x1 = (round((x - left) * scale_x) for x in inside[::2])
    y0, y1 = (round((y - top) * scale_y) for y in inside[1::2])
    size = max(1, x1 - x0), max(1, y1 - y0)
    resized = image.resize(size, Image.Resampling.BICUBIC, box=inside, reducing_gap=REDUCING_GAP)
    if size == (side, side):
        return resized
    canvas = Image.new("RGB", (side, side), ground or 0)
    canvas.paste(resized, (x0, y0))
    return canvas


def as_shares(box: Box, size: tuple[int, int]) -> Box:
    """A part in pixels of a photo of this size → as shares of it."""
    left, top, right, bottom = box
    return left / size[0], top / size[1], right / size[0], bottom / size[1]


def on_photo(box: Box, part: Box) -> Box:
    """A part of the network's input as shares of the photo, of which it sees `part`."""
    left, top, right, bottom = part
    across = [left + share * (right - left) for share in box[::2]]
    down = [top + share * (bottom - top) for share in box[1::2]]
    return across[0], down[0], across[1], down[1]


def to_array(image: Image.Image, preprocessing: Preprocessing) -> Input:
    """Normalise the pixels of an RGB image: float32 of shape (3, height, width)."""
    pixels = np.asarray(image, dtype=np.float32) / 255
    normalised = (pixels - preprocessing.mean) / preprocessing.std
    return np.ascontiguousarray(normalised.transpose(2, 0, 1))
