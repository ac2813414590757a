"""Colour profiles that are broken, endless, or take long to go through."""

import struct
import zlib
from collections.abc import Iterator
from random import Random

from PIL import Image

from tests import profiles
from tests.images import encode
from tests.security.bad_png import chunk, png
from tests.security.formats import BadFile, named, noisy

CHAIN = 100_000
"""Steps of a profile, all of them the same bytes: to be taken for every colour."""


def chained(tag: bytes) -> bytes:
    """A profile with a tag that goes through the same matrix over and over."""
    identity = [1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0, 0, 0, 0]
    step = struct.pack(">4s4xHH12f", b"matf", 3, 3, *identity)
    places = struct.pack(">II", 16 + 8 * CHAIN, len(step)) * CHAIN
    steps = struct.pack(">4s4xHHI", b"mpet", 3, 3, CHAIN) + places + step
    curve = b"curv" + bytes(8)
    tags = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve) | {tag: steps}
    return profiles.profile(b"RGB ", b"XYZ ", tags, version=4)


def odd() -> dict[str, bytes]:
    """Profiles by what is wrong with them."""
    good, inks = profiles.matrix(profiles.DISPLAY_P3), profiles.inks()
    longest = struct.pack(">4s4xI", b"curv", 1_900_000) + bytes(3_800_000)
    table = profiles.table(3, 100, [0] * 3_000_000)[:3_900_000]
    false = profiles.table(15, 255, [])
    return {
        "empty": b"",
        "header-only": good[:128],
        "cut": good[:300],
        "of-tags-beyond": good[:128] + b"\xff\xff\xff\xff" + good[132:],
        "of-no-tags": good[:128] + bytes(4) + good[132:],
        "of-another-kind": profiles.profile(b"Lab ", b"Lab ", {}),
        "of-grey-for-colours": profiles.grey(2.2),
        "of-inks-for-colours": inks,
        "of-zeros": bytes(1_000_000),
        "too-large": good + bytes(5_000_000),
        "of-long-curves": profiles.profile(b"RGB ", b"XYZ ", {b"A2B0": longest, b"rTRC": longest}),
        "of-a-large-table": profiles.profile(b"RGB ", b"Lab ", {b"A2B0": table}),
        "of-a-false-table": profiles.profile(b"RGB ", b"Lab ", {b"A2B0": false}),
        "of-a-chain": chained(b"D2B0"),
        "of-another-chain": chained(b"D2B1"),
        "of-a-chain-for-a-table": chained(b"A2B0"),
    }


def files(flips: int = 200) -> Iterator[BadFile]:
    """Each in the formats that hold profiles, and good ones with bytes exchanged."""
    photo = noisy(160, 120)
    for name, profile in odd().items():
        held = chunk(b"iCCP", b"k\0\0" + zlib.compress(profile))
        yield named(f"{name}.png", png(160, 120, before=held))
        for ending, kind in (("jpg", "JPEG"), ("webp", "WEBP"), ("avif", "AVIF")):
            yield named(f"{name}.{ending}", encode(photo, kind, icc_profile=profile))
    random = Random(1)
    sound = [profiles.matrix(profiles.ADOBE), profiles.matrix(profiles.SRGB, 4), profiles.grey(0)]
    inked = photo.convert("CMYK")
    for number in range(flips):
        broken = bytearray(sound[number % 3])
        for _ in range(random.randint(1, 20)):
            broken[random.randrange(len(broken))] = random.randrange(256)
        held = chunk(b"iCCP", b"k\0\0" + zlib.compress(broken))
        yield named(f"flipped-{number}.png", png(160, 120, before=held))
    for number in range(flips // 10):
        broken = bytearray(profiles.inks())
        for _ in range(random.randint(1, 20)):
            broken[random.randrange(400)] = random.randrange(256)
        yield named(f"inks-{number}.jpg", encode(inked, "JPEG", icc_profile=bytes(broken)))


def large() -> Iterator[BadFile]:
    """As many pixels as are converted, by the profiles that take longest."""
    inked = Image.new("CMYK", (20_000, 1_279), (90, 60, 120, 30))
    yield named("inks.jpg", encode(inked, "JPEG", icc_profile=profiles.inks(17)))
    strip = Image.new("RGBA", (20_000, 1_279), (90, 60, 120, 30))
    wide = profiles.matrix(profiles.PROPHOTO)
    yield named("strip.png", encode(strip, "PNG", icc_profile=wide, compress_level=1))
    square = noisy(250, 250).resize((2_556, 2_556))
    yield named("square.jpg", encode(square, "JPEG", icc_profile=wide))
