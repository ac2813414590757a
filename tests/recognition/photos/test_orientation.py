import struct

import numpy as np
import pytest
from PIL import Image

from birdapp.recognition.photos import open_photo
from birdapp.recognition.photos.orientation import orientation
from tests.images import HEIC, encode, gradient
from tests.security.bad_exif import HEAD
from tests.security.bad_jpeg import after_start, segment
from tests.security.bad_png import chunk, png

BYTE, ASCII, SHORT, LONG, RATIONAL, SSHORT, SRATIONAL = 1, 2, 3, 4, 5, 8, 10
NEGATIVE = struct.pack(">ii", -37, 1)

ODD = {
    "nothing else": [],
    "a signed latitude": [(0x0002, SRATIONAL, NEGATIVE * 3)],
    "altitude as text": [(0x0005, ASCII, b"below\0")],
    "resolution as text": [(0x011A, ASCII, b"72 dpi\0")],
    "unit as fraction": [(0x0128, RATIONAL, struct.pack(">II", 2, 1))],
    "width as text": [(0x0100, ASCII, b"wide\0")],
    "a fraction over zero": [(0x011A, RATIONAL, bytes(8)), (0x011B, RATIONAL, bytes(8))],
    "a date of bytes": [(0x0132, BYTE, b"2026\xff\xfe")],
    "an unknown type": [(0x010F, 200, b"maker")],
    "a private tag": [(0xFFFE, SSHORT, b"\xff\xff" * 40)],
    "a directory of text": [(0x8825, ASCII, b"here\0"), (0x8769, ASCII, b"there\0")],
    "a note beyond the end": [(0x927C, 7, b"")],
}
SIZES = {SHORT: 2, SSHORT: 2, LONG: 4, RATIONAL: 8, SRATIONAL: 8}


PLACES = {
    "a signed latitude": (0x0002, SRATIONAL, "6i", (-37, 1, -48, 1, -30, 1)),
    "a signed altitude": (0x0006, SRATIONAL, "2i", (-12, 1)),
    "altitude's reference as text": (0x0005, ASCII, "6s", (b"below",)),
    "altitude as whole number": (0x0006, LONG, "I", (12,)),
    "latitude as text": (0x0002, ASCII, "7s", (b"37.8 S",)),
    "a date of numbers": (0x001D, SHORT, "3H", (2026, 11, 25)),
}
"""An entry of a photo's GPSInfo, which is of another type in Exif's standard."""


def directory(entries: list[tuple[int, int, bytes]], start: int, order: str) -> bytes:
    """A directory that begins at byte `start`, and its entries' values behind it."""
    together = sorted(entries, key=lambda entry: entry[0])
    at, table, behind = start + 2 + 12 * len(together) + 4, b"", b""
    for tag, kind, value in together:
        count = len(value) // SIZES.get(kind, 1)
        place = struct.pack(order + "I", at + len(behind)) if len(value) > 4 else value.ljust(4)
        behind += value if len(value) > 4 else b""
        table += struct.pack(order + "HHI", tag, kind, count or 2**31) + place
    return struct.pack(order + "H", len(together)) + table + bytes(4) + behind


def tiff(entries: list[tuple[int, int, bytes]], order: str = ">", held: int = 6) -> bytes:
    """Orientation and other entries."""
    turned = (0x0112, SHORT, struct.pack(order + "H", held))
    return _start(order) + directory([*entries, turned], 8, order)


def with_place(entry: tuple[int, int, bytes], order: str) -> bytes:
    """Orientation, and a directory of a place, as phones write it."""
    first = tiff([(0x8825, LONG, struct.pack(order + "I", 38))], order)
    return first + directory([entry], len(first), order)


def _start(order: str) -> bytes:
    return (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "I", 8)


def of_colours() -> Image.Image:
    """As a camera that is held upright stores it: lying, and red when it is turned."""
    lying = Image.new("RGB", (96, 64), (30, 30, 200))
    lying.paste((200, 30, 30), (0, 0, 48, 64))
    return lying


FILES = {
    "JPEG": lambda exif: encode(of_colours(), "JPEG", exif=HEAD + exif),
    "PNG": lambda exif: encode(of_colours(), "PNG", exif=exif),
    "PNG, behind its pixels": lambda exif: png(96, 64, after=chunk(b"eXIf", exif)),
    "WebP": lambda exif: encode(of_colours(), "WEBP", lossless=True, exif=exif),
    "WebP with a head": lambda exif: encode(of_colours(), "WEBP", lossless=True, exif=HEAD + exif),
}


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_tag_beside_it_does_not_lose_the_turn(odd: str, kind: str, order: str) -> None:
    opened = open_photo(FILES[kind](tiff(ODD[odd], order)))
    assert opened.size == (64, 96)
    assert not opened.info
    if "behind" not in kind:
        top, bottom = opened.getpixel((32, 20)), opened.getpixel((32, 76))
        assert top[0] > 150 > bottom[0]


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("odd", PLACES)
def test_an_odd_place_does_not_lose_the_turn(odd: str, kind: str, order: str) -> None:
    tag, of_kind, layout, numbers = PLACES[odd]
    entry = (tag, of_kind, struct.pack(order + layout, *numbers))
    opened = open_photo(FILES[kind](with_place(entry, order)))
    assert opened.size == (64, 96)


@pytest.mark.parametrize("odd", ODD)
def test_an_avif_is_turned_once_by_what_it_says_itself(odd: str) -> None:
    room = [(0x010E, ASCII, b"x" * 900)]
    avif = encode(of_colours(), "AVIF", exif=tiff(room))
    assert open_photo(avif).size == (64, 96)
    strange = tiff(ODD[odd], held=3)
    at = max(avif.find(start) for start in (b"MM\0*", b"II*\0"))
    assert at > 0
    assert open_photo(avif[:at] + strange + avif[at + len(strange) :]).size == (64, 96)


@pytest.mark.skipif(not HEIC, reason="nothing encodes HEIC here")
@pytest.mark.parametrize("odd", ODD)
def test_a_heic_is_turned_once_by_what_it_says_itself(odd: str) -> None:
    lying = encode(of_colours(), "HEIF", exif=HEAD + tiff([]), quality=90)
    strange = encode(of_colours(), "HEIF", exif=HEAD + tiff(ODD[odd]), quality=90)
    assert open_photo(strange).size == open_photo(lying).size


@pytest.mark.parametrize("held", range(1, 9))
def test_an_avif_is_upright_however_it_was_held(held: int) -> None:
    exif = tiff([], held=held)
    opened = open_photo(
        encode(gradient(96, 64), "AVIF", exif=exif, quality=95, subsampling="4:4:4")
    )
    jpeg = encode(gradient(96, 64), "JPEG", exif=HEAD + exif, quality=98, subsampling=0)
    seen = open_photo(jpeg)
    assert np.abs(np.asarray(opened, int) - np.asarray(seen, int)).max() < 16


def entry(kind: int, count: int, value: bytes) -> bytes:
    return b"MM\0*" + struct.pack(">IHHHI", 8, 1, 0x0112, kind, count) + value


@pytest.mark.parametrize(
    ("exif", "expected"),
    [
        (entry(SHORT, 1, b"\0\6\0\0"), 6),
        (entry(LONG, 1, b"\0\0\0\6"), 6),
        (entry(BYTE, 1, b"\6\0\0\0"), 6),
        (entry(SHORT, 1, b"\0\6"), 1),
        (entry(SHORT, 0, b"\0\6\0\0"), 1),
        (entry(SHORT, 1, b"\0\0\0\0"), 1),
        (entry(SHORT, 1, b"\0\x09\0\0"), 1),
        (entry(ASCII, 2, b"6\0\0\0"), 1),
        (entry(12, 1, b"\0\0\0\6"), 1),
        (b"Exif\0\xff" + entry(SHORT, 1, b"\0\6\0\0"), 6),
        (tiff([])[:8] + b"\xff\xff" + tiff([])[10:], 6),
        (b"MM\0*\xff\xff\xff\xff" + tiff([])[8:], 1),
        (b"MM\0*", 1),
        (b"MM\0+" + tiff([])[4:], 1),
        (b"", 1),
    ],
)
def test_orientation_is_read_alone(exif: bytes, expected: int) -> None:
    assert orientation(exif) == expected


def test_the_first_exif_of_a_jpeg_counts() -> None:
    second = segment(0xE1, HEAD + tiff([], held=3))
    data = after_start(segment(0xE1, HEAD + tiff([])) + second)
    assert open_photo(data).size == (120, 160)
