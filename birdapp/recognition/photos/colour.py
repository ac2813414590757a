"""From the colours that a photo's profile speaks of to sRGB, which the network was trained with.

ICC.1:2022. A profile that is broken, too large, or made for another kind of pixels counts as none;
without one, sRGB is assumed, as browsers do.
"""

import io
import re

from PIL import Image, ImageCms

from birdapp.recognition.photos.stored import MOST_PROFILE

MODES = {b"RGB XYZ ": "RGB", b"RGB Lab ": "RGB", b"GRAYXYZ ": "L", b"CMYKLab ": "CMYK"}
"""What a profile converts from and to, and what Pillow calls such pixels."""

HEADER, ENTRY = 128, 12
"""Bytes before the number of tags; bytes of an entry in their table."""

UNUSED = re.compile(rb"[DB]2[DB][0-3]|A2B[12]")
"""Steps without end, to be gone through for every colour, and tables that browsers don't take."""

EVERY_GREY = Image.frombytes("L", (256, 1), bytes(range(256)))


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert an image of mode L, RGB or CMYK to sRGB, as mode RGB."""
    mode = MODES.get(profile[16:24])
    fits = mode == image.mode or (image.mode, mode) == ("L", "RGB")
    if mode and fits and len(profile) <= MOST_PROFILE:
        try:
            return _converted(image, mode, _without_unused(profile))
        # What is wrong with a profile says nothing about the pixels.
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def _converted(image: Image.Image, mode: str, profile: bytes) -> Image.Image:
    if mode == "CMYK":
        return _applied(_without_black(image), profile, ImageCms.Flags.HIGHRESPRECALC)
    if image.mode == "RGB":
        return _applied(image, profile, ImageCms.Flags.NONE)
    # Few enough to convert each exactly; the shortcut is ten levels off where it is dark.
    seen = _applied(EVERY_GREY.convert(mode), profile, ImageCms.Flags.NOOPTIMIZE)
    levels = [level for band in seen.split() for level in band.tobytes()]
    return image.convert("RGB").point(levels)


def _without_black(image: Image.Image) -> Image.Image:
    """The same inks with the black mixed into the others, as browsers do before they convert."""
    return image.convert("RGB").convert("CMYK")


def _applied(image: Image.Image, profile: bytes, flags: ImageCms.Flags) -> Image.Image:
    source, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    # Without black point compensation, which a perceptual intent would bring.
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    transform = ImageCms.buildTransform(source, srgb, image.mode, "RGB", intent, flags)
    return transform.apply(image)


def _without_unused(profile: bytes) -> bytes:
    """The same with such tags renamed, so that what is beside them is used."""
    start = HEADER + 4
    end = start + ENTRY * int.from_bytes(profile[HEADER:start], "big")
    table = UNUSED.sub(lambda tag: tag[0].lower(), profile[start:end])
    return profile[:start] + table + profile[start + len(table) :]
