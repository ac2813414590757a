"""EXIF that loops, lies, or is far too long, in every format that can hold it."""

import struct
from collections.abc import Iterator

from tests.images import HEIC, encode
from tests.security.bad_jpeg import after_start, segment
from tests.security.bad_png import chunk, png
from tests.security.formats import BadFile, named, noisy

ORIENTATION, EXIF, GPS, INTEROP, MAKER_NOTE = 0x0112, 0x8769, 0x8825, 0xA005, 0x927C
SHORT, LONG, BYTES, DOUBLE = 3, 4, 7, 12
HEAD = b"Exif\0\0"
LARGEST_SEGMENT = 65_000
FIRST = 8
"""Where the first directory begins."""

Entry = tuple[int, int, int, int]


def directory(entries: list[Entry], following: int = 0) -> bytes:
    """A TIFF structure of one directory; each entry is a tag, a type, a count and a value."""
    packed = b"".join(struct.pack(">HHLL", *entry) for entry in entries)
    start = b"MM\0*" + struct.pack(">LH", FIRST, len(entries))
    return start + packed + struct.pack(">L", following)


def turned(orientation: int) -> Entry:
    """The entry for how the camera was held."""
    return ORIENTATION, SHORT, 1, orientation << 16


def long_entries(count: int, length: int) -> list[Entry]:
    """Entries that all say they hold the same bytes."""
    return [(tag, BYTES, length, FIRST) for tag in range(count)]


PAYLOADS = {
    "next-is-itself": directory([turned(6)], following=FIRST),
    "exif-is-itself": directory([turned(6), (EXIF, LONG, 1, FIRST), (GPS, LONG, 1, FIRST)]),
    "interop-is-itself": directory([(EXIF, LONG, 1, FIRST), (INTEROP, LONG, 1, FIRST)]),
    "maker-note-is-itself": directory([(EXIF, LONG, 1, FIRST), (MAKER_NOTE, BYTES, 60, FIRST)]),
    "beyond-the-end": directory([turned(6)])[:4] + struct.pack(">L", 2**32 - 1),
    "more-entries-than-said": b"MM\0*" + struct.pack(">LH", FIRST, 65_535),
    "orientation-0": directory([turned(0)]),
    "orientation-9": directory([turned(9)]),
    "orientation-65535": directory([turned(65_535)]),
    "orientation-many": directory([(ORIENTATION, SHORT, 2**31, FIRST)]),
    "orientation-double": directory([(ORIENTATION, DOUBLE, 1, FIRST)]),
    "orientation-bytes": directory([(ORIENTATION, BYTES, 4, 0xFFFFFFFF)]),
    "garbage": bytes(range(256)) * 20,
    "empty": b"",
    "head-only": b"MM\0*",
    "wrong-order": b"IM*\0\0\0\0\x08",
    "huge-zeros": directory([turned(6)]) + bytes(60_000),
    "lying-entries": directory(long_entries(5_000, 2**31)),
    "overlapping-entries": directory(long_entries(5_000, 60_000)),
}


def files() -> Iterator[BadFile]:
    """Each payload in each format."""
    photo = noisy(160, 120)
    for name, payload in PAYLOADS.items():
        yield named(f"{name}.jpg", after_start(segment(0xE1, HEAD + payload)))
        yield named(f"{name}.png", png(160, 120, before=chunk(b"eXIf", payload)))
        yield named(f"{name}.webp", encode(photo, "WEBP", exif=payload))
        yield named(f"{name}.avif", _in_avif(payload))
        if HEIC:
            yield named(f"{name}.heic", encode(photo, "HEIF", exif=HEAD + payload))
    most = directory(long_entries(65_535, 2**31))
    yield named("most-entries.png", png(160, 120, before=chunk(b"eXIf", most)))
    yield named("most-entries.webp", encode(photo, "WEBP", exif=most))
    shared = directory(long_entries(65_535, 17_000_000)) + bytes(17_000_000)
    yield named("shared-megabytes.png", png(160, 120, before=chunk(b"eXIf", shared)))


def _in_avif(payload: bytes) -> bytes:
    """Put in afterwards, since the encoder reads what it is given."""
    sound = directory([])
    sound += bytes(max(0, len(payload) - len(sound)))
    return encode(noisy(160, 120), "AVIF", exif=sound).replace(
        sound, payload.ljust(len(sound), b"\0")
    )
