"""Small valid photos in every format and unusual form: what the bad files are made from."""

from functools import cache
from typing import NamedTuple

import numpy as np
from PIL import Image

from tests import profiles
from tests.images import HEIC, encode, gradient

TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "heic": "image/heic",
    "gif": "image/gif",
    "tif": "image/tiff",
    "bmp": "image/bmp",
    "ico": "image/x-icon",
    "svg": "image/svg+xml",
}


class BadFile(NamedTuple):
    """An upload: what it is called, what it says it is, and its bytes."""

    name: str
    content_type: str
    data: bytes


def named(name: str, data: bytes) -> BadFile:
    """A file with the content type of its extension."""
    return BadFile(name, TYPES.get(name.rpartition(".")[2], "application/octet-stream"), data)


@cache
def noisy(width: int, height: int) -> Image.Image:
    """A gradient under noise: as hard to compress as a photo of leaves."""
    pixels = np.asarray(gradient(width, height), np.int16)
    noise = np.random.default_rng(1).integers(-40, 40, pixels.shape, np.int16)
    return Image.fromarray((pixels + noise).clip(0, 255).astype(np.uint8))


@cache
def accepted(width: int = 160, height: int = 120) -> dict[str, bytes]:
    """One photo in each format that is read."""
    photo = noisy(width, height)
    photos = {
        "baseline.jpg": encode(photo, "JPEG"),
        "progressive.jpg": encode(photo, "JPEG", progressive=True),
        "photo.png": encode(photo, "PNG"),
        "lossy.webp": encode(photo, "WEBP"),
        "lossless.webp": encode(photo, "WEBP", lossless=True),
        "photo.avif": encode(photo, "AVIF"),
    }
    if HEIC:
        photos["photo.heic"] = encode(photo, "HEIF", quality=50)
    return photos


@cache
def unusual(width: int = 160, height: int = 120) -> dict[str, bytes]:
    """Forms that are allowed and seldom seen."""
    photo = noisy(width, height)
    grey = photo.convert("L")
    half_clear = photo.copy()
    half_clear.putalpha(grey)
    palette = photo.quantize(16)
    cmyk = encode(photo.convert("CMYK"), "JPEG")
    adobe = cmyk.index(b"Adobe")
    return {
        "cmyk-inverted.jpg": cmyk,
        "cmyk-ycck.jpg": cmyk[: adobe + 11] + b"\2" + cmyk[adobe + 12 :],
        "cmyk-plain.jpg": cmyk[: adobe - 4] + cmyk[adobe + 12 :],
        "grey.jpg": encode(grey, "JPEG"),
        "two-in-one.jpg": encode(photo, "MPO", save_all=True, append_images=[photo.rotate(180)]),
        "16-bit.png": encode(Image.fromarray(np.asarray(grey, np.uint16) << 8), "PNG"),
        "alpha.png": encode(half_clear, "PNG"),
        "grey-alpha.png": encode(half_clear.convert("LA"), "PNG"),
        "palette.png": encode(palette, "PNG", transparency=3),
        "palette-alpha.png": encode(palette, "PNG", transparency=bytes(range(0, 256, 16))),
        "one-bit.png": encode(photo.convert("1"), "PNG"),
        "alpha.webp": encode(half_clear, "WEBP"),
        "alpha-lossless.webp": encode(half_clear, "WEBP", lossless=True),
        "alpha.avif": encode(half_clear, "AVIF"),
        "grey.avif": encode(grey, "AVIF"),
        "wide-gamut.jpg": encode(photo, "JPEG", icc_profile=profiles.matrix(profiles.DISPLAY_P3)),
        "wide-gamut.png": encode(half_clear, "PNG", icc_profile=profiles.matrix(profiles.ADOBE)),
        "wide-gamut.webp": encode(photo, "WEBP", icc_profile=profiles.matrix(profiles.PROPHOTO)),
        "wide-gamut.avif": encode(photo, "AVIF", icc_profile=profiles.matrix(profiles.DISPLAY_P3)),
        "inks.jpg": encode(photo.convert("CMYK"), "JPEG", icc_profile=profiles.inks()),
        "grey-profile.png": encode(grey, "PNG", icc_profile=profiles.grey(1.8)),
    }


@cache
def animated(width: int = 160, height: int = 120) -> dict[str, bytes]:
    """Moving pictures; GIF is not a format that is read."""
    frames = [noisy(width, height).rotate(90 * turn) for turn in range(4)]
    moving = {"save_all": True, "append_images": frames[1:]}
    return {
        "animated.png": encode(frames[0], "PNG", **moving),
        "animated.webp": encode(frames[0], "WEBP", **moving),
        "animated.avif": encode(frames[0], "AVIF", **moving),
        "animated.gif": encode(frames[0], "GIF", **moving),
    }
