"""Images that the tests make themselves."""

import io
import struct
import zlib
from importlib.util import find_spec

import numpy as np
from PIL import Image

HEIC = find_spec("pillow_heif") is not None
"""Whether HEIC files can be made; they can be read without."""


def encode(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    data = io.BytesIO()
    if kind == "HEIF":
        # The decoder that serves has no encoder; this one must not take its place.
        import pillow_heif

        pillow_heif.from_pillow(image).save(data, **options)
    else:
        image.save(data, kind, **options)
    return data.getvalue()


def gradient(width: int, height: int) -> Image.Image:
    """Red grows to the right, green downwards: every corner has a colour of its own."""
    red = Image.linear_gradient("L").rotate(90).resize((width, height))
    green = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (red, green, Image.new("L", (width, height), 60)))


def noise(width: int, height: int, spread: float, seed: int = 0) -> Image.Image:
    """Grey grain of that standard deviation, of 255; Pillow's own is another in each run."""
    grain = np.random.default_rng(seed).normal(128, spread, (height, width))
    return Image.fromarray(grain.clip(0, 255).astype(np.uint8)).convert("RGB")


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds no pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def with_orientation(upright: Image.Image, orientation: int) -> bytes:
    """A JPEG stored as a camera held that way stores it: turned pixels and the EXIF tag."""
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = upright if undo is None else upright.transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encode(stored, "JPEG", exif=exif, quality=98, subsampling=0)
