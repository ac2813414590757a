"""AVIF files: wrong sizes, one tile shown a hundred times, and as much work as is allowed."""

import struct
from collections.abc import Iterator
from functools import cache

import numpy as np
from PIL import Image

from tests.images import encode
from tests.security.bad_heic import box
from tests.security.formats import BadFile, accepted, animated, named

TILE = 512
BOXES = (b"meta", b"iloc", b"iinf", b"pitm", b"iprp", b"ipco", b"ipma", b"av1C", b"mdat")


@cache
def noise(width: int, height: int, quality: int) -> bytes:
    """Nothing that can be foretold: the most that a picture of this size can be to decode."""
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
    return encode(Image.fromarray(pixels), "AVIF", quality=quality, subsampling="4:4:4", speed=10)


def grid(columns: int, rows: int) -> bytes:
    """A photo laid out of tiles that are all the same bytes of the file."""
    photo = noise(TILE, TILE, 90)
    start = photo.index(b"av1C") - 4
    configuration = photo[start : start + struct.unpack_from(">I", photo, start)[0]]
    pixels = photo[photo.index(b"mdat") + 4 :]
    layout = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, columns * TILE, rows * TILE)
    head = box(b"ftyp", b"avif\0\0\0\0mif1avifmiaf")
    meta = _meta(columns, rows, configuration, len(layout), len(pixels), 0)
    start = len(head) + len(meta) + 8
    meta = _meta(columns, rows, configuration, len(layout), len(pixels), start)
    return head + meta + box(b"mdat", layout, pixels)


def _meta(columns: int, rows: int, configuration: bytes, layout: int, tile: int, at: int) -> bytes:
    tiles = range(2, 2 + columns * rows)
    place = struct.Struct(">HHHII")
    places = [place.pack(1, 0, 1, at, layout)]
    places += [place.pack(number, 0, 1, at + layout, tile) for number in tiles]
    size, of_tile = (
        box(b"ispe", struct.pack(">III", 0, *side))
        for side in ((columns * TILE, rows * TILE), (TILE, TILE))
    )
    depth = box(b"pixi", struct.pack(">I4B", 0, 3, 8, 8, 8))
    belongs = [struct.pack(">HBBB", 1, 2, 1, 4)]
    belongs += [struct.pack(">HBBBB", number, 3, 0x82, 3, 4) for number in tiles]
    references = struct.pack(f">HH{len(tiles)}H", 1, len(tiles), *tiles)
    items = [_item(1, b"grid"), *(_item(number, b"av01") for number in tiles)]
    return box(
        b"meta",
        bytes(4),
        box(b"hdlr", bytes(8), b"pict", bytes(13)),
        box(b"pitm", bytes(4), struct.pack(">H", 1)),
        box(b"iloc", bytes(4), b"\x44\0", struct.pack(">H", len(places)), *places),
        box(b"iinf", bytes(4), struct.pack(">H", len(items)), *items),
        box(b"iref", bytes(4), box(b"dimg", references)),
        box(
            b"iprp",
            box(b"ipco", size, configuration, of_tile, depth),
            box(b"ipma", bytes(4), struct.pack(">I", len(belongs)), *belongs),
        ),
    )


def _item(number: int, kind: bytes) -> bytes:
    return box(b"infe", b"\2\0\0\0", struct.pack(">HH", number, 0), kind, b"\0")


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
