"""AVIF files: wrong sizes, one tile shown a hundred times, and as much work as is allowed."""

import struct
from collections.abc import Iterator
from functools import cache

import numpy as np
from PIL import Image

from tests.images import encode
from tests.security.formats import BadFile, accepted, animated, named
from tests.security.tiles import TILE, box, laid_out

BOXES = (b"meta", b"iloc", b"iinf", b"pitm", b"iprp", b"ipco", b"ipma", b"av1C", b"mdat")


@cache
def noise(width: int, height: int, quality: int) -> bytes:
    """Nothing that can be foretold: the most that a picture of this size can be to decode."""
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
    return encode(Image.fromarray(pixels), "AVIF", quality=quality, subsampling="4:4:4", speed=10)


def grid(columns: int, rows: int) -> bytes:
    """A photo laid out of tiles that are all the same bytes of the file."""
    return laid_out(columns, rows, b"av01", *coded(noise(TILE, TILE, 90), b"av1C"))


def coded(photo: bytes, kind: bytes) -> tuple[bytes, bytes]:
    """The configuration and the coded pixels of a photo."""
    start = photo.index(kind) - 4
    (length,) = struct.unpack_from(">I", photo, start)
    return photo[start : start + length], photo[photo.index(b"mdat") + 4 :]


def broken() -> Iterator[BadFile]:
    """Boxes that lie about their sizes, and about the picture's."""
    photo = accepted()["photo.avif"]
    size = photo.index(b"ispe") + 8
    for width, height in [(0, 0), (16, 16), (4_000, 3_000), (2**32 - 1, 2**32 - 1)]:
        lying = photo[:size] + struct.pack(">II", width, height) + photo[size + 8 :]
        yield named(f"says-{width}x{height}.avif", lying)
    for kind in BOXES:
        length = photo.index(kind) - 4
        for claimed in (0, 1, 7, 2**31, 2**32 - 1):
            lying = photo[:length] + struct.pack(">I", claimed) + photo[length + 4 :]
            yield named(f"{kind.decode()}-{claimed}.avif", lying)


def bombs() -> Iterator[BadFile]:
    """Few bytes for many pixels, and too many bytes."""
    photo = accepted()["photo.avif"]
    size = photo.index(b"ispe") + 8
    for width, height in [(8_000, 6_250), (20_001, 10), (16_000, 16_000)]:
        lying = photo[:size] + struct.pack(">II", width, height) + photo[size + 8 :]
        yield named(f"claims-{width}x{height}.avif", lying)
    yield named("too-many-bytes.avif", photo + box(b"free", bytes(10_000_000)))
    yield named("one-tile-88-times.avif", grid(11, 8))
    yield named("one-tile-300-times.avif", grid(30, 10))


def large() -> Iterator[BadFile]:
    """The most expensive photos: 25 megapixels, the most bytes, and endless frames."""
    flat = Image.new("RGBA", (6_250, 4_000), (90, 120, 60, 128))
    yield named("25-megapixels-alpha.avif", encode(flat, "AVIF", speed=10))
    yield named("many-bytes.avif", noise(1_600, 1_600, 90))
    moving = animated()["animated.avif"]
    yield named("animated-and-more.avif", moving + box(b"free", bytes(9_000_000)))
