"""Changes to a photo that keep enough of its structure to get deep into a decoder."""

import re
import struct
import zlib
from collections.abc import Callable
from random import Random

from tests.security.bad_exif import HEAD, directory
from tests.security.bad_jpeg import START, segment
from tests.security.bad_png import SIGNATURE, chunk

NUMBERS = (0, 1, 2, 3, 7, 8, 16, 127, 128, 255, 256, 1_000, 4_096, 16_384, 20_001, 32_768, 65_535,
           65_536, 2**24, 2**31 - 1, 2**31, 2**32 - 1)  # fmt: skip
TAGS = (0x0001, 0x0103, 0x0112, 0x011A, 0x0128, 0x0201, 0x8769, 0x8825, 0x927C, 0xA005, 0xFFFF)
BOXES = b"ftyp|meta|hdlr|pitm|iloc|iinf|infe|iref|iprp|ipco|hvcC|av1C|ispe|colr|pixi|irot|ipma|mdat"
MOST = 200_000
"""Longer inputs only make the fuzzer slow."""

Mutation = Callable[[bytes, bytes, Random], bytes]


def mutate(data: bytes, other: bytes, random: Random) -> bytes:
    """Change `data` in one to six ways, some with pieces of `other`; most results add up again."""
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        data = random.choice(MUTATIONS)(data, other, random)[:MOST]
    return (repaired(data) if random.random() < 0.8 else data)[:MOST]


def pieces(data: bytes) -> list[bytes]:
    """The segments, chunks or boxes that a file consists of."""
    if data.startswith(START):
        return re.split(rb"(?=\xff[\xc0-\xfe])", data)[1:]
    if data.startswith(SIGNATURE):
        return _chunks(data, len(SIGNATURE), ">I", 12)
    if data.startswith(b"RIFF"):
        return _chunks(data, 12, "<4xI", 8, even=True)
    return re.split(rb"(?s)(?=.{4}(?:" + BOXES + rb"))", data)


def _chunks(data: bytes, start: int, length: str, extra: int, even: bool = False) -> list[bytes]:
    found = [data[:start]]
    while start + 8 <= len(data):
        (size,) = struct.unpack_from(length, data, start)
        end = start + size + extra + (even and size % 2)
        found.append(data[start:end])
        start = end
    return found


def repaired(data: bytes) -> bytes:
    """The same with lengths and checksums right, where the format has them."""
    if data.startswith(b"RIFF"):
        return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]
    if not data.startswith(SIGNATURE):
        return data
    first, *rest = pieces(data)
    return first + b"".join(
        piece[:-4] + struct.pack(">I", zlib.crc32(piece[4:-4])) if len(piece) >= 12 else piece
        for piece in rest
    )


def _flip(data: bytes, other: bytes, random: Random) -> bytes:
    broken = bytearray(data)
    for _ in range(random.choice((1, 2, 8, 32)) if broken else 0):
        broken[random.randrange(len(broken))] ^= 1 << random.randrange(8)
    return bytes(broken)


def _number(data: bytes, other: bytes, random: Random) -> bytes:
    """A number that is an edge case of something, at the start of a piece."""
    parts = pieces(data)
    start = len(b"".join(parts[: _any(parts, random)])) + random.randrange(32)
    kind = random.choice((">B", ">H", "<H", ">I", "<I"))
    number = random.choice(NUMBERS) % 256 ** struct.calcsize(kind)
    return data[:start] + struct.pack(kind, number) + data[start + struct.calcsize(kind) :]


def _rearrange(data: bytes, other: bytes, random: Random) -> bytes:
    """A piece dropped, repeated, moved, or replaced by a piece of the other file."""
    parts, others = pieces(data), pieces(other)
    if not parts or not others:
        return data
    at, to = _any(parts, random), _any(parts, random)
    match random.randrange(5):
        case 0:
            del parts[at]
        case 1:
            parts[at] *= random.choice((2, 3, 100))
        case 2:
            parts[at], parts[to] = parts[to], parts[at]
        case 3:
            parts[at] = random.choice(others)
        case 4:
            parts.insert(at, random.choice(others))
    return b"".join(parts)


def _any(parts: list[bytes], random: Random) -> int:
    """The number of a piece, but not of the first: without it, the file is of no format."""
    return random.randrange(1, len(parts)) if len(parts) > 1 else 0


def _cut(data: bytes, other: bytes, random: Random) -> bytes:
    start = random.randint(min(12, len(data)), len(data))
    end = start + random.choice((1, 4, 100, len(data)))
    return data[:start] + data[end:]


def _insert(data: bytes, other: bytes, random: Random) -> bytes:
    start, source = random.randint(min(12, len(data)), len(data)), random.randrange(len(other))
    length = random.choice((1, 4, 100, 5_000))
    new = random.choice((bytes(length), b"\xff" * length, other[source : source + length]))
    return data[:start] + new + data[start:]


def _exif(data: bytes, other: bytes, random: Random) -> bytes:
    """Metadata of random entries, where the format holds it."""
    entries = [
        (random.choice(TAGS), random.randrange(14), random.choice(NUMBERS), random.choice(NUMBERS))
        for _ in range(random.choice((0, 1, 4, 40)))
    ]
    made = directory(entries, random.choice(NUMBERS))
    if data.startswith(START):
        return START + segment(0xE1, HEAD + made) + data[2:]
    if data.startswith(SIGNATURE):
        return data[:33] + chunk(b"eXIf", made) + data[33:]
    start = data.find(b"MM\0*")
    return data if start < 0 else data[:start] + made + data[start + len(made) :]


MUTATIONS: tuple[Mutation, ...] = (_flip, _number, _number, _rearrange, _rearrange, _cut, _insert,
                                   _exif)  # fmt: skip
