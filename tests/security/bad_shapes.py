"""Photos of extreme shape: strips, and frames without pixels."""

import struct
from collections.abc import Iterator

from birdapp.recognition.photos import MAX_SIDE
from tests.images import encode, png_header
from tests.security import bad_webp
from tests.security.bad_jpeg import scans
from tests.security.bad_png import png
from tests.security.formats import BadFile, accepted, animated, named, noisy

MOST = 65_535


def strips() -> Iterator[BadFile]:
    """As long as a format can say, and as long as is allowed."""
    for width, height in [(MOST, 1), (1, MOST), (MOST, 700), (700, MOST)]:
        yield named(f"{width}x{height}.jpg", scans(width, height, 2))
        yield named(f"{width}x{height}.png", png(width, height))
    for width, height in [(MAX_SIDE, 1), (1, MAX_SIDE), (MAX_SIDE, 2_500), (2_500, MAX_SIDE)]:
        yield named(f"{width}x{height}.jpg", scans(width, height, 2))
        yield named(f"{width}x{height}.png", png(width, height))
    for width, height in [(16_383, 1), (1, 16_383), (16_383, 3_000), (1, 1)]:
        yield named(f"{width}x{height}.webp", bad_webp.flat(width, height))
    yield named("1x1.png", png(1, 1))
    yield named("1x1.jpg", encode(noisy(160, 120).resize((1, 1)), "JPEG"))


def without_pixels() -> Iterator[BadFile]:
    """A width or height of zero."""
    jpeg = accepted()["baseline.jpg"]
    jpeg_size = jpeg.index(b"\xff\xc0") + 5
    webp = accepted()["lossy.webp"]
    webp_size = webp.index(b"\x9d\x01\x2a") + 3
    moving = animated()["animated.webp"]
    gif = animated()["animated.gif"]
    for width, height in [(0, 0), (0, 50), (50, 0)]:
        name = f"{width}x{height}"
        yield named(f"{name}.png", png_header(width, height))
        yield named(f"{name}.jpg", _patched(jpeg, jpeg_size, struct.pack(">HH", height, width)))
        yield named(f"{name}.webp", _patched(webp, webp_size, struct.pack("<HH", width, height)))
        yield named(f"{name}.gif", _patched(gif, 6, struct.pack("<HH", width, height)))
    frame = moving.index(b"ANMF") + 8
    yield named("frame-beyond-canvas.webp", _patched(moving, frame, b"\xff" * 6))


def _patched(data: bytes, start: int, new: bytes) -> bytes:
    return data[:start] + new + data[start + len(new) :]
