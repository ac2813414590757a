"""WebP files: bombs of a few bytes, large ones that are allowed, and endless animations."""

import struct
from collections.abc import Iterator

from PIL import Image

from tests.images import encode
from tests.security.formats import BadFile, animated, named

LARGEST_SIDE = 16_384


def riff(chunks: bytes) -> bytes:
    """A WebP file of these chunks."""
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def flat(width: int, height: int) -> bytes:
    """A lossless WebP of one colour: 40 bytes whatever its size, since a pixel takes no bits."""
    small = encode(Image.new("RGBA", (16, 16), (90, 120, 60, 128)), "WEBP", lossless=True)
    header = small.index(b"VP8L") + 9
    alpha_and_version = struct.unpack_from("<I", small, header)[0] >> 28
    size = (width - 1) | (height - 1) << 14 | alpha_and_version << 28
    return small[:header] + struct.pack("<I", size) + small[header + 4 :]


def bombs() -> Iterator[BadFile]:
    """40 bytes, up to 268 megapixels."""
    yield named("bomb.webp", flat(LARGEST_SIDE, LARGEST_SIDE))
    yield named("just-too-large.webp", flat(8_000, 6_251))


def endless() -> Iterator[BadFile]:
    """Very many frames, and very many chunks."""
    moving = animated()["animated.webp"]
    start = moving.index(b"ANMF")
    length = 8 + struct.unpack_from("<I", moving, start + 4)[0]
    frame = moving[start : start + length]
    one_pixel = bytes(16) + flat(1, 1)[12:]
    little = b"ANMF" + struct.pack("<I", len(one_pixel)) + one_pixel
    before = moving[12:start]
    yield named("frames.webp", riff(before + frame * (19_000_000 // length)))
    yield named("little-frames.webp", riff(before + frame + little * (19_000_000 // len(little))))
    yield named("chunks.webp", riff(before + b"abcd\0\0\0\0" * 2_300_000 + frame))


def large() -> Iterator[BadFile]:
    """The most expensive photos: 25 and 50 megapixels."""
    for width, height in [(6_250, 4_000), (8_000, 6_250)]:
        yield named(f"lossless-alpha-{width}x{height}.webp", flat(width, height))
        lossy = encode(Image.new("RGB", (width, height)), "WEBP", method=0)
        yield named(f"lossy-{width}x{height}.webp", lossy)
