"""Why bytes are no photo for the classifier, in words for whoever sent them."""

from typing import Literal

Reason = Literal["missing", "empty", "not_a_photo", "too_large", "damaged"]

EMPTY = "The file is empty. Please choose a photo."


class PhotoError(ValueError):
    """The bytes cannot be shown to the classifier; `str(error)` says why in plain words."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason: Reason = reason


def damaged() -> PhotoError:
    """Pixels are missing, or cannot be read."""
    return PhotoError(
        "damaged", "This photo is damaged or incomplete. Please choose it again, or another."
    )


def too_slow() -> PhotoError:
    """In so many pieces, or going over its pixels so often, that reading it would take long."""
    return PhotoError(
        "damaged",
        "This photo is stored in a way that takes too long to read. "
        "Please save it again as a JPEG, and choose that.",
    )
