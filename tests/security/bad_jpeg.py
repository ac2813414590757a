"""JPEG files built segment by segment: scan bombs, endless headers, and large allowed ones."""

import struct
from collections.abc import Iterator

from PIL import Image

from tests.images import encode
from tests.security.formats import BadFile, accepted, named, noisy

START, END = b"\xff\xd8", b"\xff\xd9"
LONGEST_RUN = 32_767
"""So many empty blocks one progressive code can stand for."""


def segment(marker: int, data: bytes = b"") -> bytes:
    """A marker segment with its length."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def scans(width: int, height: int, count: int) -> bytes:
    """A grey progressive JPEG in `count` scans, all but the first of which say nothing new."""
    blocks = -(-width // 8) * -(-height // 8)
    frame = struct.pack(">BHHB3B", 8, height, width, 1, 1, 0x11, 0)
    one_code = bytes([1] + [0] * 15)
    # Each run is code 0, then by how much it is longer than 16,384 in 14 bits.
    runs = ("0" + "1" * 14) * -(-blocks // LONGEST_RUN)
    runs += "1" * (-len(runs) % 8)
    coded = int(runs, 2).to_bytes(len(runs) // 8, "big").replace(b"\xff", b"\xff\0")
    return b"".join(
        (
            START,
            segment(0xDB, bytes([0] + [1] * 64)),
            segment(0xC2, frame),
            segment(0xC4, b"\x00" + one_code + b"\x00"),
            segment(0xC4, b"\x10" + one_code + b"\xe0"),
            segment(0xDA, bytes([1, 1, 0, 0, 0, 0])) + bytes(-(-blocks // 8)),
            (segment(0xDA, bytes([1, 1, 0, 1, 63, 0])) + coded) * (count - 1),
            END,
        )
    )


def after_start(data: bytes) -> bytes:
    """A small JPEG with `data` before everything else."""
    return START + data + accepted()["baseline.jpg"][len(START) :]


def scan_bombs() -> Iterator[BadFile]:
    """Progressive JPEGs in thousands of scans: each goes over all the pixels again."""
    yield named("small.jpg", scans(64, 64, 100_000))
    yield named("large.jpg", scans(8_000, 6_250, 3_000))


def many_segments() -> Iterator[BadFile]:
    """A small photo after a header in very many pieces."""
    yield named("comments.jpg", after_start(segment(0xFE) * 4_800_000))
    yield named("app.jpg", after_start(segment(0xE3) * 4_800_000))
    yield named("restarts.jpg", after_start(b"\xff\xd0" * 9_600_000))
    yield named("filling.jpg", after_start(b"\xff" * 19_000_000))
    yield named("junk.jpg", after_start(segment(0xFE) + bytes(19_000_000)))
    yield named("exif.jpg", after_start(segment(0xE1, b"Exif\0\0" + bytes(60_000)) * 300))


def large() -> Iterator[BadFile]:
    """The most expensive photos: 50 megapixels; a progressive one is kept whole in memory."""
    tile = noisy(500, 500)
    photo = Image.new("RGB", (8_000, 6_250))
    for x in range(0, photo.width, tile.width):
        for y in range(0, photo.height, tile.height):
            photo.paste(tile, (x, y))
    yield named("baseline.jpg", encode(photo, "JPEG", quality=50))
    progressive = encode(photo, "JPEG", quality=30, progressive=True, subsampling=0)
    yield named("progressive.jpg", progressive)
    cmyk = Image.new("CMYK", photo.size)
    yield named("progressive-cmyk.jpg", encode(cmyk, "JPEG", progressive=True))
