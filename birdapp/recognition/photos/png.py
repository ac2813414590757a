"""What a PNG's pixels need, without the rest: text, times, sizes in print.

The chunks that are left out are never unpacked, and no damage in them is seen. PNG, third edition,
section 5.
"""

import struct
import zlib
from collections.abc import Iterator

from birdapp.recognition.photos.refusal import damaged, too_slow
from birdapp.recognition.photos.stored import MOST_PROFILE, Stored

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_CHUNKS = 20_000
"""They are walked through in Python, one by one."""

NEEDED = (b"IHDR", b"PLTE", b"IDAT")

LEAST_TRANSPARENCY = {0: 2, 2: 6, 3: 1}
"""Bytes that say what is transparent, by the kind of colours: grey, RGB, palette."""

Chunk = tuple[bytes, memoryview, bool]
"""Its kind, what is in it, and whether its checksum is right."""


def read_png(data: bytes) -> Stored:
    """Take a PNG apart; raises PhotoError for damage in what the pixels need.

    An animation loses its frames, and keeps the picture that is shown without them.
    """
    pixels: list[memoryview] = []
    beside: dict[bytes, bytes] = {}
    for kind, content, intact in _chunks(data):
        if kind in NEEDED and not intact:
            raise damaged()
        if kind == b"IDAT":
            pixels.append(content)
        elif intact and kind in (b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"iCCP"):
            beside.setdefault(kind, bytes(content))
    header, transparency = beside.get(b"IHDR", b""), beside.pop(b"tRNS", b"")
    if len(header) < 13 or not pixels:
        raise damaged()
    chunks = [_chunk(b"IHDR", header)]
    if b"PLTE" in beside:
        chunks.append(_chunk(b"PLTE", beside[b"PLTE"]))
    if len(transparency) >= LEAST_TRANSPARENCY.get(header[9], len(data)):
        chunks.append(_chunk(b"tRNS", transparency))
    chunks += [_chunk(b"IDAT", b"".join(pixels)), _chunk(b"IEND", b"")]
    exif, profile = beside.get(b"eXIf", b""), _profile(beside.get(b"iCCP", b""))
    return Stored(b"".join([SIGNATURE, *chunks]), exif, profile)


def _chunks(data: bytes) -> Iterator[Chunk]:
    view, at = memoryview(data), len(SIGNATURE)
    for _ in range(MOST_CHUNKS):
        if at + 8 > len(data):
            return
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 8 + length
        # The end of a file that was cut off has no checksum, but may hold all the pixels.
        intact = end + 4 > len(data) or zlib.crc32(view[at + 4 : end]) == _number(data, end)
        yield kind, view[at + 8 : end], intact
        if kind == b"IEND":
            return
        at = end + 4
    raise too_slow()


def _number(data: bytes, at: int) -> int:
    (number,) = struct.unpack_from(">I", data, at)
    return int(number)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(content, zlib.crc32(kind)))
    return struct.pack(">I", len(content)) + kind + content + checksum


def _profile(chunk: bytes) -> bytes:
    """Unpack a profile, if it is whole and no larger than one that is used."""
    _, _, packed = chunk.partition(b"\0")
    unpacking = zlib.decompressobj()
    try:
        profile = unpacking.decompress(packed[1:], MOST_PROFILE) if packed[:1] == b"\0" else b""
    except zlib.error:
        return b""
    return profile if unpacking.eof else b""
