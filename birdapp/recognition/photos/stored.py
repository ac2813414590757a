"""A photo's file taken apart: what its pixels need, and the two things beside them that matter."""

from typing import NamedTuple

MOST_PROFILE = 4_000_000
"""Bytes of a colour profile; those of printing presses have up to three million."""


class Stored(NamedTuple):
    """A file that holds pixels and nothing else, its EXIF and its colour profile.

    `ended` is false of a picture that stops without saying that it is complete.
    """

    file: bytes
    exif: bytes = b""
    profile: bytes = b""
    ended: bool = True
