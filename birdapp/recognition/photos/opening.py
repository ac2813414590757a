"""From untrusted bytes to an upright sRGB image.

Follows the threat model in Pillow's handbook (docs/handbook/security.rst): formats are allowed by
content and by name, the size is judged from the header before a pixel is decoded, and whatever a
decoder raises on hostile bytes leaves here as a PhotoError.
"""

import io
import warnings

from PIL import Image, ImageChops, ImageFile, UnidentifiedImageError

from birdapp.recognition.photos.flattening import flattened
from birdapp.recognition.photos.formats import NAMES, NOT_A_PHOTO
from birdapp.recognition.photos.heif import read_heif
from birdapp.recognition.photos.jpeg import read_jpeg, with_more
from birdapp.recognition.photos.limits import check_size, too_large
from birdapp.recognition.photos.orientation import upright
from birdapp.recognition.photos.png import SIGNATURE, read_png
from birdapp.recognition.photos.refusal import EMPTY, PhotoError, damaged
from birdapp.recognition.photos.stored import Stored

WORKING_SIDE = 640
"""A JPEG is decoded at the smallest scale that keeps both sides at or above this many pixels."""

MOST_CONVERTED = 8_000_000
"""Pixels whose colours are converted by a profile; only long strips still have more."""

JUNK = bytes(range(0xFE, 0, -1))
MORE = JUNK * 16 + b"".join(bytes([0xFF, 0xD0 + number % 8]) + JUNK for number in range(64))
"""What could stand where a JPEG is cut off: further pixels, then restarts with pixels."""

warnings.simplefilter("error", Image.DecompressionBombWarning)


def open_photo(data: bytes) -> Image.Image:
    """Turn untrusted bytes into an upright RGB image, or raise PhotoError.

    A large JPEG comes back at 1/2, 1/4 or 1/8 of its size (never below WORKING_SIDE), which costs a
    sixth of the time of a full decode. Other formats are decoded whole, then reduced in the same
    way before anything else is done with them. Colours are converted to sRGB, transparent parts
    become white; of an animation the first frame is taken, and of several pictures the first.
    """
    if not data:
        raise PhotoError("empty", EMPTY)
    stored = _taken_apart(data)
    image = _opened(stored.file)
    try:
        image.load()
        if not stored.ended and _depends_on_what_follows(image, stored.file):
            raise damaged()
        profile = stored.profile or image.info.get("icc_profile") or b""
        exif = stored.exif or image.info.get("exif") or b""
        rgb = upright(flattened(_reduced(image, profile), profile), exif)
    # Decoders raise anything from SyntaxError to struct.error on damaged bytes.
    except Exception as error:
        raise damaged() from error
    # A copy is a plain image, which does not hold on to its file.
    plain = rgb.copy() if isinstance(rgb, ImageFile.ImageFile) else rgb
    plain.info = {}
    return plain


def _taken_apart(data: bytes) -> Stored:
    if data.startswith(b"\xff\xd8\xff"):
        return read_jpeg(data)
    if data.startswith(SIGNATURE):
        return read_png(data)
    if data[4:8] == b"ftyp":
        return read_heif(data)
    return Stored(data)


def _opened(file: bytes) -> Image.Image:
    """A photo whose pixels are not decoded yet, but counted."""
    try:
        image = Image.open(io.BytesIO(file), formats=[*NAMES])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large() from error
    except UnidentifiedImageError as error:
        raise PhotoError("not_a_photo", NOT_A_PHOTO) from error
    except Exception as error:
        raise PhotoError(
            "damaged", "The beginning of this photo is damaged. Please choose it again, or another."
        ) from error
    check_size(image, len(file))
    image.draft("RGB", (WORKING_SIDE, WORKING_SIDE))
    return image


def _depends_on_what_follows(image: Image.Image, file: bytes) -> bool:
    """Whether pixels of a JPEG without an end marker are cut off: then other bytes give others."""
    other = _opened(with_more(file, MORE))
    other.load()
    return ImageChops.difference(image, other).getbbox() is not None


def _reduced(image: Image.Image, profile: bytes) -> Image.Image:
    """A large image in fewer pixels, so that converting it cannot take several times its memory."""
    factor = min(image.size) // WORKING_SIDE
    if profile and image.width * image.height > MOST_CONVERTED:
        factor = max(factor, 2)
    if factor < 2:
        return image
    if image.mode in ("L", "RGB", "CMYK"):
        return image.reduce(factor)
    # Averaging is not defined for palettes, and with transparency takes another copy of it all.
    size = (image.width // factor, image.height // factor)
    return image.resize(size, Image.Resampling.NEAREST)
