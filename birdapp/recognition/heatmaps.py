"""Heatmaps of the whole photo, though the network looks closely at a part of it only."""

import base64
import io

from PIL import Image

from birdapp.recognition.identification import Identification
from birdapp.recognition.transforms import Box, on_photo

WHOLE = 0.98
"""A closer look at so much of both sides of what the network sees is no closer look."""


def closer_look(identification: Identification) -> Box | None:
    """The part of the photo that was looked at closely, if it is but a part of what was seen."""
    left, top, right, bottom = identification.closer
    if min(right - left, bottom - top) >= WHOLE:
        return None
    return identification.looked_at


def over_photo(
    identification: Identification, slug: str, photo: tuple[int, int], longest: int
) -> Image.Image:
    """Where on a photo of size `photo` the network saw `slug`: 8-bit grey, white for most.

    The longer side has `longest` pixels. Where it did not look closely it is black.
    """
    scale = longest / max(photo)
    width, height = (max(1, round(scale * side)) for side in photo)
    box = on_photo(identification.closer, identification.seen)
    left, right = round(width * box[0]), round(width * box[2])
    top, bottom = round(height * box[1]), round(height * box[3])
    seen = max(1, right - left), max(1, bottom - top)
    whole = Image.new("L", (width, height))
    whole.paste(identification.heatmap(slug, seen), (left, top))
    return whole


def data_uri(image: Image.Image, kind: str, **options: object) -> str:
    """The picture as a data URI, made from its pixels alone."""
    image.info.clear()
    data = io.BytesIO()
    image.save(data, kind, **options)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(data.getvalue()).decode()}"
