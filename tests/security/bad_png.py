"""PNG files built chunk by chunk: bombs, and large ones that are allowed."""

import struct
import zlib
from collections.abc import Iterator

from birdapp.recognition.photos import MAX_SIDE
from tests.images import png_header
from tests.security.formats import BadFile, named

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB, PALETTE, RGBA = 0, 2, 3, 6
SAMPLES = {GREY: 1, RGB: 3, PALETTE: 1, RGBA: 4}
PAETH = 4
ONE_PASS = [(0, 0, 1, 1)]
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
         (0, 1, 1, 2)]  # fmt: skip


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    """A chunk with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int,
    height: int,
    colour: int = RGB,
    depth: int = 8,
    interlaced: bool = False,
    before: bytes = b"",
    after: bytes = b"",
) -> bytes:
    """A black photo, with chunks `before` and `after` its pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    sample = SAMPLES[colour] * depth // 8
    pixels = _pixels(width, height, sample, ADAM7 if interlaced else ONE_PASS)
    return b"".join(
        (SIGNATURE, chunk(b"IHDR", header), before, chunk(b"IDAT", pixels), after, chunk(b"IEND"))
    )


def _pixels(width: int, height: int, sample: int, passes: list[tuple[int, int, int, int]]) -> bytes:
    deflate = zlib.compressobj(9)
    parts = []
    for x, y, step_x, step_y in passes:
        row = bytes([PAETH]) + bytes(-(-(width - x) // step_x) * sample)
        parts += [deflate.compress(row) for _ in range(y, height, step_y)]
    return b"".join(parts) + deflate.flush()


def bombs() -> Iterator[BadFile]:
    """Few bytes that claim to be, or are, too many pixels."""
    for width, height in [(65_535, 65_535), (7_072, 7_072), (MAX_SIDE + 1, 1), (2**31 - 1, 1)]:
        yield named(f"claims-{width}x{height}.png", png_header(width, height))
    yield named("bomb.png", png(25_000, 10_000, GREY))


def text_and_profile_bombs() -> Iterator[BadFile]:
    """Chunks beside the pixels that grow a thousand times when they are read."""
    for megabytes in (2, 100):
        grown = zlib.compress(bytes(megabytes * 1_000_000), 9)
        yield named(f"ztxt-{megabytes}.png", png(64, 64, before=chunk(b"zTXt", b"k\0\0" + grown)))
        text = b"k\0\1\0\0\0" + grown
        yield named(f"itxt-{megabytes}.png", png(64, 64, before=chunk(b"iTXt", text)))
        yield named(f"iccp-{megabytes}.png", png(64, 64, before=chunk(b"iCCP", b"k\0\0" + grown)))
    small = zlib.compress(bytes(1_000_000), 9)
    for kind in (b"zTXt", b"iCCP"):
        many = chunk(kind, b"k\0\0" + small) * 3_000
        yield named(f"{kind.decode()}-many.png", png(64, 64, before=many))
    endless = chunk(b"IDAT", zlib.compress(bytes(50_000_000), 9))
    yield named("more-pixels-than-said.png", png(64, 64, after=endless))


def many_chunks() -> Iterator[BadFile]:
    """A small photo in very many pieces."""
    many = chunk(b"abCd") * 1_600_000
    yield named("before.png", png(64, 64, before=many))
    yield named("after.png", png(64, 64, after=many))
    yield named("idat.png", png(64, 64, before=chunk(b"IDAT") * 1_600_000))
    text = b"".join(chunk(b"tEXt", b"%07d\0" % number) for number in range(900_000))
    yield named("texts.png", png(64, 64, before=text))


def large() -> Iterator[BadFile]:
    """The most expensive photos: 50 megapixels."""
    yield named("rgba.png", png(8_000, 6_250, RGBA))
    yield named("16-bit.png", png(8_000, 6_250, GREY, depth=16))
    yield named("16-bit-rgba-interlaced.png", png(8_000, 6_250, RGBA, depth=16, interlaced=True))
    palette = chunk(b"PLTE", bytes(768)) + chunk(b"tRNS", bytes(range(256)))
    yield named("palette-alpha.png", png(8_000, 6_250, PALETTE, before=palette))
