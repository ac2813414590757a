"""Photos that say where they were taken, as cameras and phones write it, or nearly."""

import io
import struct
from fractions import Fraction
from typing import Any

from PIL import Image

from tests.browser.photos import lorikeet_on_sky
from tests.images import encode

BRISBANE = (-27.4698, 153.0251)
LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE, ERROR = 1, 2, 3, 4, 0x1F
GPS = 0x8825


def sexagesimal(value: float) -> tuple[Fraction, Fraction, Fraction]:
    """Degrees, minutes and seconds."""
    minutes = abs(value) % 1 * 60
    return (
        Fraction(int(abs(value))),
        Fraction(int(minutes)),
        Fraction(round(minutes % 1 * 6e5), 10**4),
    )


def gps(latitude: float, longitude: float) -> dict[int, Any]:
    """The GPS directory of a place."""
    return {
        LATITUDE_REF: "S" if latitude < 0 else "N",
        LATITUDE: sexagesimal(latitude),
        LONGITUDE_REF: "W" if longitude < 0 else "E",
        LONGITUDE: sexagesimal(longitude),
    }


def exif_of(directory: dict[int, Any], date: str = "") -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(GPS).update(directory)
    if date:
        exif.get_ifd(0x8769)[0x9003] = date
    return exif


def photo_with(directory: dict[int, Any], kind: str = "JPEG", date: str = "") -> bytes:
    return encode(lorikeet_on_sky(320, 240), kind, exif=exif_of(directory, date))


def photo_at(latitude: float, longitude: float, kind: str = "JPEG") -> bytes:
    return photo_with(gps(latitude, longitude), kind)


def heic_with(directory: dict[int, Any]) -> bytes:
    import pillow_heif

    image = pillow_heif.from_pillow(lorikeet_on_sky(320, 240))
    data = io.BytesIO()
    image.save(data, exif=exif_of(directory).tobytes())
    return data.getvalue()


def raw(parts: list[tuple[int, int]], ref: bytes = b"S\0\0\0", order: str = ">") -> bytes:
    """A JPEG whose GPS directory is written by hand, so that its fractions may be anything.

    Both coordinates have the same parts; the second one is east.
    """
    mark = b"MM" if order == ">" else b"II"
    values = b"".join(struct.pack(order + "II", *part) for part in parts)
    count = len(parts)
    at = 26 + 2 + 4 * 12 + 4
    block = mark + struct.pack(order + "HI", 42, 8)
    block += struct.pack(order + "HHHIII", 1, GPS, 4, 1, 26, 0)
    entries = [
        struct.pack(order + "HHI", LATITUDE_REF, 2, 2) + ref,
        struct.pack(order + "HHII", LATITUDE, 5, count, at),
        struct.pack(order + "HHI", LONGITUDE_REF, 2, 2) + b"E\0\0\0",
        struct.pack(order + "HHII", LONGITUDE, 5, count, at),
    ]
    block += (
        struct.pack(order + "H", len(entries)) + b"".join(entries) + struct.pack(order + "I", 0)
    )
    block += values
    jpeg = encode(lorikeet_on_sky(320, 240), "JPEG")
    app1 = b"\xff\xe1" + struct.pack(">H", len(block) + 8) + b"Exif\0\0" + block
    return jpeg[:2] + app1 + jpeg[2:]
