"""The bird folder's icon.png, for start screens that take no drawing, such as an iPhone's."""

import struct
from collections.abc import Iterator
from pathlib import Path

ICON = "icon.png"
SIDE = 512
"""Pixels: what web app manifests ask for. Smaller ones are made of it."""

HEADER = struct.Struct(">8s4x4sII")
"""A PNG's signature, the name of its first chunk, and its width and height (PNG, third edition)."""


def faults_of_icon(folder: Path) -> Iterator[tuple[str, str]]:
    """What is wrong with it; nothing where there is none."""
    file = folder / ICON
    if not file.is_file():
        return
    with file.open("rb") as opened:
        head = opened.read(HEADER.size)
    expected = (b"\x89PNG\r\n\x1a\n", b"IHDR", SIDE, SIDE)
    if len(head) < HEADER.size or HEADER.unpack(head) != expected:
        yield "", f"must be a PNG of {SIDE} × {SIDE} pixels"
