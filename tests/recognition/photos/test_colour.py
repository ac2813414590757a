import numpy as np
import pytest
from PIL import Image

from birdapp.recognition.photos import open_photo
from tests import profiles
from tests.images import encode, gradient
from tests.security.bad_profile import odd

LOSSLESS = {
    "JPEG": {"quality": 100, "subsampling": 0},
    "PNG": {},
    "WEBP": {"lossless": True},
    "AVIF": {"quality": 100, "subsampling": "4:4:4"},
}
P3 = profiles.matrix(profiles.DISPLAY_P3)
SWAPPED = profiles.matrix(profiles.SRGB, swapped=True)


def of_one(colour: tuple[int, ...] | int, mode: str, kind: str, profile: bytes | None) -> bytes:
    options = {**LOSSLESS[kind]} if mode in ("RGB", "RGBA") else {}
    return encode(Image.new(mode, (32, 32), colour), kind, icc_profile=profile, **options)


def seen(data: bytes) -> np.ndarray:
    return np.asarray(open_photo(data), int)[16, 16]


# What Chromium 156 shows of the same files; tests/browser/test_as_shown.py asks the one at hand.
@pytest.mark.parametrize("kind", LOSSLESS)
@pytest.mark.parametrize(
    ("profile", "stored", "shown"),
    [
        (P3, (200, 60, 40), (217, 42, 23)),
        (profiles.matrix(profiles.DISPLAY_P3, 4), (200, 60, 40), (217, 42, 23)),
        (profiles.matrix(profiles.ADOBE), (120, 180, 90), (80, 181, 83)),
        (profiles.matrix(profiles.PROPHOTO), (120, 110, 90), (153, 127, 105)),
        (SWAPPED, (30, 200, 31), (200, 30, 31)),
    ],
)
def test_colours_become_srgb(
    profile: bytes, stored: tuple[int, ...], shown: tuple[int, ...], kind: str
) -> None:
    assert np.abs(seen(of_one(stored, "RGB", kind, profile)) - shown).max() <= 4


@pytest.mark.parametrize(("gamma", "shown"), [(1.0, 188), (1.8, 146), (2.2, 129)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_shades_of_grey_become_srgb(gamma: float, shown: int, kind: str) -> None:
    assert np.abs(seen(of_one(128, "L", kind, profiles.grey(gamma))) - shown).max() <= 4


def test_inks_become_srgb() -> None:
    plain = seen(of_one((255, 0, 0, 0), "CMYK", "JPEG", None))
    inked = seen(of_one((255, 0, 0, 0), "CMYK", "JPEG", profiles.inks()))
    assert np.abs(plain - (0, 255, 255)).max() <= 4
    assert np.abs(inked - (0, 190, 252)).max() <= 4


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_transparency_outlives_the_conversion(kind: str) -> None:
    clear = seen(of_one((30, 200, 31, 0), "RGBA", kind, SWAPPED))
    half = seen(of_one((30, 200, 31, 128), "RGBA", kind, SWAPPED))
    assert clear.tolist() == [255, 255, 255]
    assert np.abs(half - (227, 142, 143)).max() <= 4


@pytest.mark.parametrize("mode", ["P", "LA", "I;16", "1"])
def test_other_modes_have_profiles_too(mode: str) -> None:
    grey = gradient(32, 32).convert("L")
    image = {
        "P": gradient(32, 32).quantize(16),
        "LA": Image.merge("LA", (grey, grey)),
        "I;16": Image.fromarray(np.asarray(grey, np.uint16) << 8),
        "1": grey.convert("1"),
    }[mode]
    profile = SWAPPED if mode == "P" else profiles.grey(1.0)
    plain, converted = (
        np.asarray(open_photo(encode(image, "PNG", icc_profile=held)), int)
        for held in (None, profile)
    )
    if mode == "P":
        assert (converted == plain[..., [1, 0, 2]]).mean() > 0.9
    elif mode == "1":
        assert np.array_equal(converted, plain)
    else:
        assert converted.mean() > plain.mean() + 10


@pytest.mark.parametrize("kind", LOSSLESS)
@pytest.mark.parametrize("wrong", [name for name in odd() if name != "of-long-curves"])
def test_with_a_profile_that_cannot_be_used_srgb_is_assumed(wrong: str, kind: str) -> None:
    photo = encode(gradient(32, 32), kind, **LOSSLESS[kind])
    held = encode(gradient(32, 32), kind, icc_profile=odd()[wrong], **LOSSLESS[kind])
    difference = np.asarray(open_photo(photo), int) - np.asarray(open_photo(held), int)
    assert np.abs(difference).max() <= 1


@pytest.mark.parametrize("swap", [False, True])
def test_a_profile_in_pieces_comes_together_in_their_order(swap: bool) -> None:
    padded = SWAPPED + bytes(70_000)
    padded = len(padded).to_bytes(4, "big") + padded[4:]
    data = of_one((30, 200, 31), "RGB", "JPEG", padded)
    first = data.index(b"\xff\xe2")
    second = data.index(b"\xff\xe2", first + 60_000)
    end = data.index(b"\xff\xdb")
    pieces = [data[first:second], data[second:end]]
    put = data[:first] + b"".join(pieces[::-1] if swap else pieces) + data[end:]
    assert np.abs(seen(put) - (200, 30, 31)).max() <= 4
    lost = data[:first] + pieces[0] + data[end:]
    assert np.abs(seen(lost) - (30, 200, 31)).max() <= 4


def test_a_large_photo_is_converted_after_it_was_reduced() -> None:
    opened = open_photo(encode(Image.new("RGB", (4000, 3000), (30, 200, 31)), icc_profile=SWAPPED))
    assert opened.size == (1000, 750)
    assert np.abs(np.asarray(opened, int)[5, 5] - (200, 30, 31)).max() <= 4
