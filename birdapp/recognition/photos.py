"""Intake of untrusted image bytes: the only door through which a photo enters.

Follows the threat model in Pillow's handbook (docs/handbook/security.rst): formats are allowed by
content and by name, the size is judged from the header before a pixel is decoded, and whatever a
decoder raises on hostile bytes leaves here as a PhotoError.
"""

import io
import re
import warnings
from typing import Literal

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 50_000_000
MAX_SIDE = 20_000
WORKING_SIDE = 640
"""A JPEG is decoded at the smallest scale that keeps both sides at or above this many pixels."""

FORMATS = ["JPEG", "PNG", "WEBP"]

try:
    import pillow_heif
except ImportError:
    HEIC = False
else:
    pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    FORMATS.append("HEIF")
    HEIC = True

MEDIA_TYPES = "image/jpeg,image/png,image/webp" + (",image/heic,image/heif" if HEIC else "")
FORMAT_NAMES = "JPEG, PNG, WebP or HEIC" if HEIC else "JPEG, PNG or WebP"

MOST_PIXELS_OF = {"WEBP": 25_000_000, "HEIF": 25_000_000}
"""These take twice the memory or time of others, and so does an interlaced PNG."""

MOST_READS = 20_000
"""A photo comes in at most so many pieces; Pillow walks through them in Python, one by one."""

MOST_SCANS, MOST_EXIF, MOST_PROFILES = 50, 20, 10
COSTLY_IN_JPEG = re.compile(
    rb"\xff(?:\xda\0(?:\x08\x01|\x0a\x02|\x0c\x03|\x0e\x04)|\xe1..Exif\0\0)", re.DOTALL
)
"""The beginning of a scan, each of which goes over all pixels again, and of a piece of EXIF."""

warnings.simplefilter("error", Image.DecompressionBombWarning)
# Pillow says of each broken EXIF entry that it skips it: up to 65,535 lines in the log.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")

EMPTY = "The file is empty. Please choose a photo."

Reason = Literal["missing", "empty", "not_a_photo", "too_large", "damaged"]


class PhotoError(ValueError):
    """The bytes cannot be shown to the classifier; `str(error)` says why in plain words."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason: Reason = reason


def open_photo(data: bytes) -> Image.Image:
    """Turn untrusted bytes into an upright RGB image, or raise PhotoError.

    A large JPEG comes back at 1/2, 1/4 or 1/8 of its size (never below WORKING_SIDE), which costs a
    sixth of the time of a full decode. Other formats are decoded whole, then reduced in the same
    way before anything else is done with them. Transparent parts become white; of an animation the
    first frame is taken.
    """
    image = _read_header(data)
    _check_size(*image.size, _most_pixels(image))
    image.draft("RGB", (WORKING_SIDE, WORKING_SIDE))
    try:
        image.load()
        rgb = _to_rgb(_upright(_reduced(image)))
    # Decoders raise anything from SyntaxError to struct.error on damaged bytes.
    except Exception as error:
        raise PhotoError(
            "damaged", "This photo is damaged or incomplete. Please try sending it again."
        ) from error
    return rgb


class _Pieces(io.BytesIO):
    """Bytes that can be read in many pieces, but not in millions."""

    reads = 0

    def read(self, size: int | None = -1) -> bytes:
        self.reads += 1
        if self.reads > MOST_READS:
            raise OSError("too many pieces")
        return super().read(size)


def _read_header(data: bytes) -> Image.Image:
    if not data:
        raise PhotoError("empty", EMPTY)
    if _is_costly(data):
        raise PhotoError("damaged", "This photo is stored in a way that takes too long to read.")
    try:
        return Image.open(_Pieces(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large() from error
    except UnidentifiedImageError as error:
        raise PhotoError(
            "not_a_photo", f"This file is not a photo we can read. Please send {FORMAT_NAMES}."
        ) from error
    except Exception as error:
        raise PhotoError(
            "damaged", "The beginning of this photo is damaged. Please try sending it again."
        ) from error


def _is_costly(data: bytes) -> bool:
    """Pillow would take long to read it, because something in it comes again and again."""
    if data.startswith(b"\x89PNG"):
        return data.count(b"iCCP") > MOST_PROFILES
    pieces = COSTLY_IN_JPEG.findall(data)
    exif = sum(piece.startswith(b"\xff\xe1") for piece in pieces)
    return exif > MOST_EXIF or len(pieces) - exif > MOST_SCANS


def _most_pixels(image: Image.Image) -> int:
    if image.info.get("interlace"):
        return MAX_PIXELS // 2
    return MOST_PIXELS_OF.get(image.format or "", MAX_PIXELS)


def _check_size(width: int, height: int, most: int) -> None:
    if width * height > most or max(width, height) > MAX_SIDE:
        raise too_large(most)
    if min(width, height) < 1:
        raise PhotoError("damaged", "This photo has no pixels in it.")


def too_large(most: int = MAX_PIXELS) -> PhotoError:
    """Say how many pixels a photo may have."""
    return PhotoError(
        "too_large",
        f"This photo has too many pixels. The limit is {most // 1_000_000} megapixels and "
        f"{MAX_SIDE:,} pixels a side.",
    )


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    # Malformed EXIF is common and says nothing about the pixels: take them as they lie.
    except Exception:
        return image


def _reduced(image: Image.Image) -> Image.Image:
    """A large image in fewer pixels, so that converting it cannot take several times its memory."""
    factor = min(image.size) // WORKING_SIDE
    if factor < 2:
        return image
    if image.mode in ("L", "RGB", "CMYK"):
        return image.reduce(factor)
    # Averaging is not defined for palettes, and with transparency takes another copy of it all.
    size = (image.width // factor, image.height // factor)
    return image.resize(size, Image.Resampling.NEAREST)


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode == "RGB" and not image.has_transparency_data:
        return image
    if image.mode.startswith("I"):
        return _from_16_bit(image).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    rgba = image.convert("RGBA")
    white = Image.new("RGBA", rgba.size, "white")
    return Image.alpha_composite(white, rgba).convert("RGB")


def _from_16_bit(image: Image.Image) -> Image.Image:
    return Image.fromarray((np.asarray(image, dtype=np.uint32) >> 8).clip(0, 255).astype(np.uint8))
