"""AVIF and HEIC: what they hold is listed in tables, which may lie.

The file says itself how its picture is turned, so what EXIF says of that does not count; browsers
do the same. ISO/IEC 23008-12 section 6.5.10, ISO/IEC 14496-12 sections 8.11.3 and 8.11.6.
"""

import io
import re

from birdapp.recognition.photos.refusal import too_slow
from birdapp.recognition.photos.stored import Stored

EXIF_ITEM = re.compile(rb"(infe[\2\3].{3}(?:.{4}|.{6}))Exif", re.DOTALL)
"""The entry, of version 2 or 3, that tells of EXIF in the table of what the file holds."""

PLACES = re.compile(rb"iloc(?=[\0-\2].{3})", re.DOTALL)
MOST_ITEMS = 5_000


def read_heif(data: bytes) -> Stored:
    """Hide EXIF from the decoders, which would re-write it, and fail where it is odd.

    Raises PhotoError if all parts together have more bytes than the file: then some are to be
    decoded again and again.
    """
    if any(_bytes_of_all(data, table.end()) > len(data) for table in PLACES.finditer(data)):
        raise too_slow()
    return Stored(EXIF_ITEM.sub(rb"\1none", data))


def _bytes_of_all(data: bytes, start: int) -> int:
    """How many bytes the parts have, by the table of where they are."""
    table = io.BytesIO(data)
    table.seek(start)

    def number(size: int) -> int:
        return int.from_bytes(table.read(size), "big")

    version, _, sizes, more_sizes = number(1), number(3), number(1), number(1)
    of_count = 4 if version == 2 else 2
    of_index = more_sizes & 15 if version else 0
    count, total = number(of_count), 0
    for _ in range(min(count, MOST_ITEMS + 1)):
        table.seek(of_count + (4 if version else 2) + (more_sizes >> 4), io.SEEK_CUR)
        for _ in range(min(number(2), MOST_ITEMS)):
            table.seek(of_index + (sizes >> 4), io.SEEK_CUR)
            total += number(sizes & 15) or len(data)
            if total > len(data):
                return total
    return total if count <= MOST_ITEMS else len(data) + 1
