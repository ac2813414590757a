"""Intake of untrusted image bytes: the only door through which a photo enters."""

from birdapp.recognition.photos.formats import (
    FORMAT_NAMES,
    HEIC,
    MEDIA_TYPES,
    NOT_A_PHOTO,
    SUFFIXES,
    TYPES,
)
from birdapp.recognition.photos.limits import MAX_PIXELS, MAX_SIDE, too_large
from birdapp.recognition.photos.opening import WORKING_SIDE, open_photo
from birdapp.recognition.photos.refusal import EMPTY, PhotoError, Reason, damaged, too_slow

__all__ = [
    "EMPTY",
    "FORMAT_NAMES",
    "HEIC",
    "MAX_PIXELS",
    "MAX_SIDE",
    "MEDIA_TYPES",
    "NOT_A_PHOTO",
    "SUFFIXES",
    "TYPES",
    "WORKING_SIDE",
    "PhotoError",
    "Reason",
    "damaged",
    "open_photo",
    "too_large",
    "too_slow",
]
