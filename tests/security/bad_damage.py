"""Every format cut short, and with bits flipped."""

from collections.abc import Iterator
from itertools import cycle, islice
from random import Random

from tests.security.bad_png import RGBA, png
from tests.security.formats import BadFile, accepted, named


def truncations(steps: int = 100) -> Iterator[BadFile]:
    """Each format cut at every `steps`th of its length."""
    for name, data in accepted().items():
        for step in range(steps):
            yield named(name, data[: len(data) * step // steps])


def flips(count: int = 2_000, seed: int = 1) -> Iterator[BadFile]:
    """So many files over all formats, each with 1 to 20 bits flipped, half of them at the start."""
    random = Random(seed)
    for name, data in islice(cycle(accepted().items()), count):
        broken = bytearray(data)
        end = random.choice([400, len(data)])
        for _ in range(random.randint(1, 20)):
            broken[random.randrange(end)] ^= 1 << random.randrange(8)
        yield named(name, bytes(broken))


def half_of_a_large_one(times: int = 10) -> Iterator[BadFile]:
    """Much is decoded before the end is missed, and all of it must be let go each time."""
    large = png(8_000, 6_250, RGBA)
    for number in range(times):
        yield named(f"half-{number}.png", large[: len(large) // 2])
