"""How the camera was held: the one entry of EXIF that is read, whatever is wrong with the others.

TIFF 6.0 section 2, CIPA DC-008 section 4.6.4.
"""

import struct

from PIL import Image

ORIENTATION = 0x0112
VALUE = {1: "B", 3: "H", 4: "I"}
"""How a value of type BYTE, SHORT or LONG is packed."""

TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright(image: Image.Image, exif: bytes) -> Image.Image:
    """Turn the pixels the way that EXIF asks for; as they lie, if it asks for nothing."""
    turn = TURN.get(orientation(exif))
    return image if turn is None else image.transpose(turn)


def orientation(exif: bytes) -> int:
    """The number from 1 to 8 in the first directory; 1 if there is none that can be read."""
    tiff = exif[6:] if exif.startswith(b"Exif\0") else exif
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return 1
    (start,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack(order + "H", tiff[start : start + 2].ljust(2, b"\0"))
    entries = tiff[start + 2 : start + 2 + 12 * count]
    whole = entries[: len(entries) // 12 * 12]
    for tag, kind, values, value in struct.iter_unpack(order + "HHI4s", whole):
        if tag == ORIENTATION and kind in VALUE and values:
            (number,) = struct.unpack_from(order + VALUE[kind], value)
            if 1 <= number <= 8:
                return int(number)
    return 1
