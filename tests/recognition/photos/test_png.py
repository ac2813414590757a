import struct
import zlib

import numpy as np
import pytest

from birdapp.recognition.photos import PhotoError, open_photo
from tests import profiles
from tests.images import encode, gradient
from tests.security.bad_png import chunk

PHOTO = encode(gradient(96, 64), "PNG")
HEADER = 33
"""Where the chunks after IHDR begin."""

PIXELS = PHOTO.index(b"IDAT") - 4
MUCH = zlib.compress(b"a bird, " * 200_000)
SWAPPED = profiles.matrix(profiles.SRGB, swapped=True)


def broken(whole: bytes) -> bytes:
    """With a checksum that is wrong."""
    return whole[:-1] + bytes([whole[-1] ^ 1])


def same(data: bytes) -> bool:
    return np.array_equal(np.asarray(open_photo(data)), np.asarray(gradient(96, 64)))


@pytest.mark.parametrize("at", [HEADER, len(PHOTO) - 12], ids=["before", "behind"])
@pytest.mark.parametrize(
    "beside",
    {
        "zTXt": chunk(b"zTXt", b"k\0\0" + MUCH),
        "iTXt": chunk(b"iTXt", b"k\0\1\0\0\0" + MUCH),
        "long tEXt": chunk(b"tEXt", b"k\0" + b"a bird, " * 200_000),
        "many zTXt": chunk(b"zTXt", b"k\0\0" + MUCH) * 100,
        "zTXt of an unknown kind": chunk(b"zTXt", b"k\0\7" + MUCH),
        "iTXt that is no UTF-8": chunk(b"iTXt", b"k\0\0\0\0\0\xff\xfe"),
        "a comment's checksum": broken(chunk(b"tEXt", b"k\0v")),
        "a time's checksum": broken(chunk(b"tIME", bytes(7))),
        "short cHRM": chunk(b"cHRM", b"abc"),
        "short gAMA": chunk(b"gAMA", b"a"),
        "short pHYs": chunk(b"pHYs", b"abc"),
        "empty sRGB": chunk(b"sRGB"),
        "short acTL": chunk(b"acTL", b"a"),
        "fcTL out of order": chunk(b"fcTL", struct.pack(">I", 9) + bytes(22)),
        "short tRNS": chunk(b"tRNS", b"a"),
        "tRNS's checksum": broken(chunk(b"tRNS", bytes(6))),
        "iCCP's checksum": broken(chunk(b"iCCP", b"k\0\0" + zlib.compress(SWAPPED))),
        "iCCP of an unknown kind": chunk(b"iCCP", b"k\0\7" + zlib.compress(SWAPPED)),
        "iCCP that ends early": chunk(b"iCCP", b"k\0\0" + zlib.compress(SWAPPED)[:-20]),
        "iCCP without a name": chunk(b"iCCP", b"abc"),
        "a name that is none": chunk(b"abcd", bytes(9)),
    }.items(),
    ids=lambda case: case[0],
)
def test_what_pixels_do_not_need_is_not_missed(beside: tuple[str, bytes], at: int) -> None:
    assert same(PHOTO[:at] + beside[1] + PHOTO[at:])


@pytest.mark.parametrize(
    "data",
    [
        PHOTO[:-12],
        PHOTO[:-16],
        broken(PHOTO),
        PHOTO + b"junk" * 100,
        PHOTO[:PIXELS]
        + chunk(b"IDAT", PHOTO[PIXELS + 8 : PIXELS + 500])
        + chunk(b"IDAT")
        + chunk(b"IDAT", PHOTO[PIXELS + 500 : -16])
        + PHOTO[-12:],
    ],
    ids=["no end", "no checksum either", "the end's checksum", "more behind it", "in pieces"],
)
def test_all_pixels_are_there(data: bytes) -> None:
    assert same(data)


@pytest.mark.parametrize(
    "data",
    [
        PHOTO[:8] + broken(PHOTO[8:HEADER]) + PHOTO[HEADER:],
        PHOTO[:PIXELS] + broken(PHOTO[PIXELS:-12]) + PHOTO[-12:],
        PHOTO[:HEADER] + broken(chunk(b"PLTE", bytes(6))) + PHOTO[HEADER:],
        PHOTO[:HEADER] + PHOTO[-12:],
        PHOTO[:8] + PHOTO[HEADER:],
        PHOTO[: (PIXELS + len(PHOTO)) // 2],
        PHOTO[:HEADER] + chunk(b"tEXt", b"k\0v") * 20_000 + PHOTO[HEADER:],
    ],
    ids=["header", "pixels", "palette", "no pixels", "no header", "cut off", "20,000 pieces"],
)
def test_damage_in_what_pixels_need_is_refused(data: bytes) -> None:
    with pytest.raises(PhotoError) as error:
        open_photo(data)
    assert error.value.reason == "damaged"
