"""Photos that are turned, cut off or odd: the server and the browser must take them alike."""

import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.browser.photos import LORIKEET
from tests.images import encode, gradient

END = b"\xff\xd9"
PACKED = {1: "BBBB", 3: "HH", 4: "I"}


def exif(orientation: int, kind: int = 3, order: str = "<") -> bytes:
    """Exif with an orientation of type BYTE, SHORT or LONG."""
    values = (orientation, *[0] * (len(PACKED[kind]) - 1))
    entry = struct.pack(order + "HHI", 0x0112, kind, 1) + struct.pack(order + PACKED[kind], *values)
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "IH", 8, 1) + entry + bytes(4)


def turned() -> dict[str, bytes]:
    """By orientation, by format and size."""
    return dict(_turned())


def _turned() -> Iterator[tuple[str, bytes]]:
    small, large = gradient(90, 60), gradient(1400, 1301)
    half = gradient(90, 60).convert("RGBA")
    half.putalpha(Image.linear_gradient("L").resize(half.size))
    for number in range(1, 9):
        for order in "<>":
            found = exif(number, order=order)
            yield f"PNG {number} {order}", encode(small, "PNG", exif=found)
            yield f"WebP {number} {order}", encode(small, "WEBP", exif=found, lossless=True)
        yield f"PNG {number}, transparent", encode(half, "PNG", exif=exif(number))
        webp = encode(half, "WEBP", exif=b"Exif\0\0" + exif(number), lossless=True)
        yield f"WebP {number}, transparent", webp
        yield f"AVIF {number}", encode(small, "AVIF", exif=exif(number), quality=95)
        for kind in PACKED:
            jpeg = encode(small, quality=95, subsampling=0)
            yield f"JPEG {number}, type {kind}", with_segment(jpeg, exif(number, kind))
    yield "PNG 6, large", encode(large, "PNG", exif=exif(6))
    yield "WebP 6, large", encode(large, "WEBP", exif=exif(6), lossless=True)
    yield "PNG 6, behind the pixels", with_chunk_behind(encode(small, "PNG"), exif(6))
    yield "PNG 9, no such way", encode(small, "PNG", exif=exif(9))


def odd() -> dict[str, bytes]:
    """Cut off, or with something before, within or behind the picture."""
    return dict(_odd())


def _odd() -> Iterator[tuple[str, bytes]]:
    for side in (500, 1400):
        picture = gradient(side, side - 60)
        jpeg = encode(picture, quality=92)
        progressive = encode(picture, quality=92, progressive=True)
        other = encode(gradient(side + 100, side + 40), quality=80)
        for name, whole in {"baseline": jpeg, "progressive": progressive}.items():
            yield f"{side} {name}", whole
            for cut in (1, 2, 3, 40, len(whole) // 100, len(whole) // 2):
                yield f"{side} {name}, without {cut} bytes", whole[:-cut]
            half = whole[: len(whole) // 2]
            yield f"{side} {name}, half and an end", half + END
            yield f"{side} {name}, half and another picture", half + other
            yield f"{side} {name}, another behind it", whole + other
            yield f"{side} {name}, no end, another behind it", whole.removesuffix(END) + other
            yield f"{side} {name}, a film behind it", whole + b"\0\0\0\x18ftypmp42" + bytes(9000)
            yield (
                f"{side} {name}, a stray marker",
                half + b"\xff\x01\xff\xe3" + whole[len(half) + 4 :],
            )
            filled = whole.replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1)
            yield f"{side} {name}, filling before a marker", filled
            comment = b"\xff\xfe\0\x0c\xff\xd9\xff\xc0\xff\xda1234"
            yield f"{side} {name}, a comment like markers", with_segment(whole, comment, b"")
        scans = [at for at in range(len(progressive)) if progressive[at : at + 2] == b"\xff\xda"]
        for number in (1, len(scans) // 2, len(scans) - 1):
            cut = progressive[: scans[number]]
            yield f"{side}, {number} of {len(scans)} scans", cut
            yield f"{side}, {number} of {len(scans)} scans and an end", cut + END
    small = gradient(300, 200)
    twice = with_segment(with_segment(encode(small), exif(6)), exif(3))
    yield "Exif twice", twice
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"
    yield "XMP before Exif", with_segment(with_segment(encode(small), exif(6)), xmp, b"")
    for name in ("GIF", "BMP", "TIFF", "ICO", "PPM"):
        yield name, encode(small, name)
    yield "GIF, 89a", b"GIF89a" + encode(small, "GIF")[6:]
    yield "a drawing", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    yield "empty", b""
    yield "text", b"no photo at all"
    yield "text behind a JPEG's mark", b"\xff\xd8no photo at all"
    yield "a JPEG's mark", b"\xff\xd8\xff"
    yield "a JPEG's header", encode(small)[:300]
    yield "a PNG's header", LORIKEET.read_bytes()[:60]
    yield "half a PNG", encode(small, "PNG")[:-600]
    yield "a film", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(900)


def with_segment(jpeg: bytes, content: bytes, mark: bytes = b"Exif\0\0") -> bytes:
    """A JPEG with one more segment in front: Exif or, with another mark, all that begins so."""
    if content.startswith(b"\xff\xfe"):
        return jpeg[:2] + content + jpeg[2:]
    whole = mark + content
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(whole) + 2) + whole + jpeg[2:]


def with_chunk_behind(png: bytes, content: bytes) -> bytes:
    """A PNG with Exif behind its pixels, where the format allows it, too."""
    body = b"eXIf" + content
    chunk = struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))
    return png[:-12] + chunk + png[-12:]
