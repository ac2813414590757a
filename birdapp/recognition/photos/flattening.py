"""Every mode of pixels becomes RGB: in sRGB, on white where they are transparent."""

import numpy as np
from PIL import Image

from birdapp.recognition.photos.colour import to_srgb

GREY = ("1", "L", "LA")


def flattened(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert an image of any mode that formats bring to RGB."""
    if image.mode.startswith("I"):
        image = _from_16_bit(image)
    plain = "L" if image.mode in GREY else "CMYK" if image.mode == "CMYK" else "RGB"
    if not image.has_transparency_data:
        return to_srgb(image if image.mode == plain else image.convert(plain), profile)
    rgba = image.convert("RGBA")
    seen = to_srgb(rgba.convert(plain), profile)
    white = Image.new("RGB", rgba.size, "white")
    white.paste(seen, mask=rgba.getchannel("A"))
    return white


def _from_16_bit(image: Image.Image) -> Image.Image:
    return Image.fromarray((np.asarray(image, dtype=np.uint32) >> 8).clip(0, 255).astype(np.uint8))
