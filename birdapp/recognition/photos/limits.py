"""How much of a photo is read: judged from its header, before a pixel is decoded."""

from PIL import Image

from birdapp.recognition.photos.refusal import PhotoError

MAX_PIXELS = 50_000_000
MAX_SIDE = 20_000

MOST_PIXELS_OF = {"WEBP": 25_000_000, "HEIF": 25_000_000, "AVIF": 25_000_000}
"""These take twice the memory or time of others, and so does an interlaced PNG."""

MOST_BYTES_OF = {"HEIF": 6_000_000, "AVIF": 10_000_000}
"""What takes time in these is how much is coded, more than how many pixels it is for."""


def check_size(image: Image.Image, coded: int) -> None:
    """Raise PhotoError if a photo that is opened, and not decoded yet, has too many pixels.

    `coded` is the number of bytes that it comes in.
    """
    width, height = image.size
    most = _most_pixels(image)
    if width * height > most or max(width, height) > MAX_SIDE:
        raise too_large(most)
    most_bytes = MOST_BYTES_OF.get(image.format or "", coded)
    if coded > most_bytes:
        raise PhotoError(
            "too_large",
            f"A photo of this format may have up to {most_bytes // 1_000_000} MB. "
            "Please save it as a JPEG, and choose that.",
        )
    if min(width, height) < 1:
        raise PhotoError("damaged", "This photo has no pixels in it. Please choose another.")


def too_large(most: int = MAX_PIXELS) -> PhotoError:
    """Say how many pixels a photo may have."""
    return PhotoError(
        "too_large",
        "This photo has too many pixels. Please choose a smaller one: the limit is "
        f"{most // 1_000_000} megapixels and {MAX_SIDE:,} pixels a side.",
    )


def _most_pixels(image: Image.Image) -> int:
    if image.info.get("interlace"):
        return MAX_PIXELS // 2
    return MOST_PIXELS_OF.get(image.format or "", MAX_PIXELS)
