"""Intake of untrusted image bytes: the only door through which a photo enters."""

from birdapp.recognition.photos.formats import (
    FORMAT_NAMES,
    HEIC,
    MEDIA_TYPES,
    SUFFIXES,
    TYPES,
)
from birdapp.recognition.photos.limits import MAX_PIXELS, MAX_SIDE
from birdapp.recognition.photos.opening import open_photo
from birdapp.recognition.photos.refusal import PhotoError, Reason

__all__ = [
    "FORMAT_NAMES",
    "HEIC",
    "MAX_PIXELS",
    "MAX_SIDE",
    "MEDIA_TYPES",
    "SUFFIXES",
    "TYPES",
    "PhotoError",
    "Reason",
    "open_photo",
]
