"""What a JPEG's pixels need: without metadata, and without what comes behind the picture.

ITU-T T.81 annexes B and G; ICC.1:2022 annex B.4 for profiles.
"""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from birdapp.recognition.photos.refusal import damaged, too_slow
from birdapp.recognition.photos.stored import MOST_PROFILE, Stored

START, END = b"\xff\xd8", b"\xff\xd9"
MARKER = re.compile(rb"\xff[^\0\xff\xd0-\xd7]")
"""What ends the coded pixels of a scan: no stuffed zero, no filling, and no restart."""

DHT, SOI, EOI, SOS, APP0, EXIF, ICC, ADOBE, COMMENT = (
    0xC4, 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE,
)  # fmt: skip
SOF = {*range(0xC0, 0xD0)} - {DHT, 0xC8, 0xCC}
NEEDED = {*range(0xC0, 0xE0), APP0, ADOBE}
WITHIN = {*range(0xC0, 0xF0), COMMENT} - {SOI, EOI}
"""Markers of what a picture consists of; each comes with a length."""

MOST_SEGMENTS = 5_000
"""They are walked through in Python, one by one."""

MOST_SCANS = 50
"""Each goes over all the pixels again."""

Missing = dict[int, set[int]]
"""Of each component the coefficients that have not come yet to their last bit."""


class Segment(NamedTuple):
    """A marker, where it stands, and what it holds."""

    marker: int
    at: int
    content: bytes


def read_jpeg(data: bytes) -> Stored:
    """Take the first picture of a file apart; raises PhotoError if it is not there as a whole.

    One without an end marker has all its scans, but the last of them may still be too short.
    """
    header: list[bytes | memoryview] = [START]
    exif, profile = b"", []
    missing: Missing = {}
    scans, first, end, ended = 0, 0, len(data), False
    for marker, at, content in _segments(data):
        if marker not in WITHIN or (_all_there(missing) and marker not in (SOS, DHT)):
            end, ended = at, marker == EOI
            break
        if marker == SOS:
            scans, first = scans + 1, first or at
            _take_off(missing, content)
        elif marker in SOF:
            missing = {component: set(range(64)) for component in content[6::3]}
        if scans > MOST_SCANS:
            raise too_slow()
        if first:
            continue
        if marker in NEEDED:
            header.append(_segment(marker, content))
        elif marker == EXIF and not exif and content.startswith(b"Exif\0"):
            exif = content
        elif marker == ICC and content.startswith(b"ICC_PROFILE\0"):
            profile.append(content[12:])
    if not first or not (ended or _all_there(missing)):
        raise damaged()
    file = b"".join([*header, memoryview(data)[first:end], END])
    return Stored(file, exif, _joined(profile), ended)


def with_more(file: bytes, more: bytes) -> bytes:
    """The same picture with more bytes behind its last scan."""
    return file.removesuffix(END).rstrip(b"\xff") + more + END


def _segments(data: bytes) -> Iterator[Segment]:
    at = len(START)
    for _ in range(MOST_SEGMENTS):
        found = MARKER.search(data, at)
        if not found:
            return
        at, marker = found.start(), data[found.end() - 1]
        length = int.from_bytes(data[at + 2 : at + 4], "big") if marker in WITHIN else 0
        yield Segment(marker, at, data[at + 4 : at + 2 + length])
        at += 2 + length
    raise too_slow()


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _take_off(missing: Missing, scan: bytes) -> None:
    """Note what comes with a scan, by its header: coefficients of components, to some bit."""
    count = scan[0] if scan else 0
    components, rest = scan[1 : 1 + 2 * count : 2], scan[1 + 2 * count :]
    if len(rest) < 3 or rest[2] & 0x0F:
        return
    for component in components:
        missing.get(component, set()).difference_update(range(rest[0], rest[1] + 1))


def _all_there(missing: Missing) -> bool:
    return bool(missing) and not any(missing.values())


def _joined(pieces: list[bytes]) -> bytes:
    """A profile that comes in numbered pieces; nothing, if one is missing or it is too large."""
    pieces = sorted(pieces)
    numbers = [(number, len(pieces)) for number in range(1, len(pieces) + 1)]
    whole = [tuple(piece[:2]) for piece in pieces] == numbers
    profile = b"".join(piece[2:] for piece in pieces)
    return profile if whole and len(profile) <= MOST_PROFILE else b""
