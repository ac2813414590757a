"""Colour profiles that the tests make themselves, by the numbers of the colour spaces' standards.

ICC.1:2001 (version 2) and ICC.1:2022 (version 4).
"""

import struct
from collections.abc import Sequence

import numpy as np

Tags = dict[bytes, bytes]
Primaries = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
Space = tuple[Primaries, tuple[float, float], float]
"""The chromaticities of red, green and blue and of white, and the gamma; 0 stands for sRGB's."""

D65, D50 = (0.3127, 0.3290), (0.3457, 0.3585)
DISPLAY_P3: Space = (((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)), D65, 0)
ADOBE: Space = (((0.640, 0.330), (0.210, 0.710), (0.150, 0.060)), D65, 563 / 256)
PROPHOTO: Space = (((0.7347, 0.2653), (0.1596, 0.8404), (0.0366, 0.0001)), D50, 1.8)
SRGB: Space = (((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)), D65, 0)

WHITE = (0.9642, 1.0, 0.8249)
"""D50, which profiles are made for, in XYZ."""

BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)


def matrix(space: Space, version: int = 2, swapped: bool = False) -> bytes:
    """An RGB profile of three primaries; `swapped` exchanges red and green."""
    primaries, white, gamma = space
    red, green, blue = _adapted(primaries, white)
    if swapped:
        red, green = green, red
    tags = {b"rXYZ": _xyz(red), b"gXYZ": _xyz(green), b"bXYZ": _xyz(blue)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(gamma, version))
    return profile(b"RGB ", b"XYZ ", tags, version)


def grey(gamma: float, version: int = 2) -> bytes:
    """A profile of shades of grey."""
    return profile(b"GRAY", b"XYZ ", {b"kTRC": _curve(gamma, version)}, version)


def inks(grid: int = 5) -> bytes:
    """A CMYK profile: inks that take a little more light than they should, on yellowish paper."""
    steps = np.stack(np.meshgrid(*[np.linspace(0, 1, grid)] * 4, indexing="ij"), -1)
    cyan, magenta, yellow, black = np.moveaxis(steps, -1, 0)
    light = 100 * (1 - 0.3 * cyan) * (1 - 0.55 * magenta) * (1 - 0.08 * yellow) * (1 - 0.85 * black)
    a = (-35 * cyan + 70 * magenta - 5 * yellow) * (1 - black)
    b = (-45 * cyan - 5 * magenta + 90 * yellow) * (1 - black)
    lab = np.stack([light / 100 * 65_280, (a + 128) * 256, (b + 128) * 256], -1)
    return profile(b"CMYK", b"Lab ", {b"A2B0": table(4, grid, lab.clip(0, 65_535))})


def table(inputs: int, grid: int, values: Sequence[float] | np.ndarray) -> bytes:
    """A table (mft2) from so many inputs to Lab or XYZ."""
    line = struct.pack(">HH", 0, 65_535)
    head = struct.pack(">4s4xBBBx9i", b"mft2", inputs, 3, grid, *(65_536, 0, 0, 0) * 2, 65_536)
    body = np.asarray(values).round().astype(">u2").tobytes()
    return head + struct.pack(">HH", 2, 2) + line * inputs + body + line * 3


def profile(space: bytes, connection: bytes, tags: Tags, version: int = 2) -> bytes:
    """A profile of these tags, for a screen, or for a press if it is of inks."""
    kind = b"prtr" if space == b"CMYK" else b"mntr"
    tags = {b"wtpt": _xyz(WHITE), **tags}
    start, entries, body = 132 + 12 * len(tags), [], b""
    for name, data in tags.items():
        entries.append(struct.pack(">4sII", name, start + len(body), len(data)))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">4xIB3x4s4s4s12s4s", 0, version, kind, space, connection, bytes(12), b"acsp"
    )
    head = head.ljust(68, b"\0") + b"".join(_fixed(part) for part in WHITE)
    whole = head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + b"".join(entries) + body
    return struct.pack(">I", len(whole)) + whole[4:]


def _adapted(primaries: Primaries, white: tuple[float, float]) -> np.ndarray:
    """The primaries in XYZ, each as bright as they have to be for white, adapted to D50."""
    columns = np.array([_of_chromaticity(point) for point in primaries]).T
    seen = columns * np.linalg.solve(columns, _of_chromaticity(white))
    cones = (BRADFORD @ np.array(WHITE)) / (BRADFORD @ _of_chromaticity(white))
    return (np.linalg.inv(BRADFORD) @ np.diag(cones) @ BRADFORD @ seen).T


def _of_chromaticity(point: tuple[float, float]) -> np.ndarray:
    x, y = point
    return np.array([x / y, 1, (1 - x - y) / y])


def _xyz(values: Sequence[float] | np.ndarray) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(value) for value in values)


def _curve(gamma: float, version: int) -> bytes:
    if version == 4:
        numbers = (gamma,) if gamma else (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
        kind = 3 if len(numbers) > 1 else 0
        return struct.pack(">4s4xH2x", b"para", kind) + b"".join(map(_fixed, numbers))
    if gamma:
        return struct.pack(">4s4xIH2x", b"curv", 1, round(gamma * 256))
    levels = np.linspace(0, 1, 1_024)
    light = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    return struct.pack(">4s4xI", b"curv", 1_024) + (light * 65_535).round().astype(">u2").tobytes()


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65_536))
