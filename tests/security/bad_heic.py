"""HEIC files built box by box: wrong sizes, loops, and one tile shown two hundred times."""

import struct
from collections.abc import Iterator
from functools import cache

from tests.images import HEIC, encode
from tests.security.formats import BadFile, accepted, named, noisy
from tests.security.tiles import TILE, box, laid_out

TYPE = box(b"ftyp", b"heic\0\0\0\0mif1heic")


@cache
def coded_tile() -> tuple[bytes, bytes]:
    """The configuration and the coded pixels of one tile."""
    photo = encode(noisy(TILE, TILE), "HEIF", quality=50)
    start = photo.index(b"hvcC") - 4
    (length,) = struct.unpack_from(">I", photo, start)
    return photo[start : start + length], photo[photo.index(b"mdat") + 4 :]


def grid(columns: int, rows: int, tiles: list[int], size: tuple[int, int] | None = None) -> bytes:
    """A photo laid out of `tiles`: 2 is the coded tile, 1 is the photo itself."""
    width, height = size or (columns * TILE, rows * TILE)
    configuration, pixels = coded_tile()
    layout = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width % 65_536, height % 65_536)
    references = struct.pack(f">HH{len(tiles)}H", 1, len(tiles), *tiles)
    meta = _meta(width, height, configuration, references, len(layout), len(pixels), 0)
    start = len(TYPE) + len(meta) + 8
    meta = _meta(width, height, configuration, references, len(layout), len(pixels), start)
    return TYPE + meta + box(b"mdat", layout, pixels)


def _meta(
    width: int, height: int, configuration: bytes, references: bytes, layout: int, tile: int,
    start: int,
) -> bytes:  # fmt: skip
    entry = struct.Struct(">HHHII")
    places = entry.pack(1, 0, 1, start, layout) + entry.pack(2, 0, 1, start + layout, tile)
    properties = box(
        b"ipco",
        box(b"ispe", struct.pack(">III", 0, width, height)),
        configuration,
        box(b"ispe", struct.pack(">III", 0, TILE, TILE)),
    )
    return box(
        b"meta",
        bytes(4),
        box(b"hdlr", bytes(8), b"pict", bytes(13)),
        box(b"pitm", bytes(4), struct.pack(">H", 1)),
        box(b"iloc", bytes(4), b"\x44\0", struct.pack(">H", 2), places),
        box(b"iinf", bytes(4), struct.pack(">H", 2), _item(1, b"grid"), _item(2, b"hvc1")),
        box(b"iref", bytes(4), box(b"dimg", references)),
        box(
            b"iprp",
            properties,
            box(b"ipma", bytes(4), struct.pack(">IHBBHBBB", 2, 1, 1, 1, 2, 2, 0x82, 3)),
        ),
    )


def _item(number: int, kind: bytes) -> bytes:
    return box(b"infe", b"\2\0\0\0", struct.pack(">HH", number, 0), kind, b"\0")


def broken() -> Iterator[BadFile]:
    """Boxes that lie about sizes, places and one another."""
    if not HEIC:
        return
    photo = accepted()["photo.heic"]
    size = photo.index(b"ispe") + 8
    for width, height in [(0, 0), (16, 16), (4_000, 3_000), (2**32 - 1, 2**32 - 1)]:
        lying = photo[:size] + struct.pack(">II", width, height) + photo[size + 8 :]
        yield named(f"says-{width}x{height}.heic", lying)
    for kind in (b"meta", b"iloc", b"iinf", b"pitm", b"iprp", b"ipco", b"ipma", b"hvcC", b"mdat"):
        length = photo.index(kind) - 4
        for claimed in (0, 1, 7, 2**31, 2**32 - 1):
            lying = photo[:length] + struct.pack(">I", claimed) + photo[length + 4 :]
            yield named(f"{kind.decode()}-{claimed}.heic", lying)
    yield named("of-itself.heic", grid(2, 1, [1, 1]))
    yield named("too-few-tiles.heic", grid(4, 4, [2] * 3))
    yield named("no-such-tile.heic", grid(2, 1, [2, 9]))
    yield named("larger-than-its-tiles.heic", grid(1, 1, [2], (8_000, 6_000)))
    yield named("bomb.heic", grid(120, 120, [2] * 14_400))
    yield named("nested.heic", TYPE + box(b"meta", bytes(4), _nested(10_000)))


def _nested(depth: int) -> bytes:
    """Boxes within boxes; built from the outside, since each knows the length of all within."""
    return b"".join(struct.pack(">I4s", 8 * left, b"iprp") for left in range(depth, 0, -1))


def large() -> Iterator[BadFile]:
    """The most expensive photos: 23 megapixels of noise, and 46, which are too many."""
    if HEIC:
        yield named("23-megapixels.heic", laid_out(8, 11, b"hvc1", *coded_tile(), copies=True))
        yield named("46-megapixels.heic", grid(16, 11, [2] * 176))
