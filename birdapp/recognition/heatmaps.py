"""Heatmaps of the whole photo, though the network sees only what trimming leaves of it."""

import base64
import io

from PIL import Image

from birdapp.recognition.identification import Identification
from birdapp.recognition.transforms import Preprocessing, trimmed


def over_photo(
    identification: Identification,
    slug: str,
    photo: tuple[int, int],
    preprocessing: Preprocessing,
    longest: int,
) -> Image.Image:
    """Where on a photo of size `photo` the network saw `slug`: 8-bit grey, white for most.

    The longer side has `longest` pixels. What was trimmed is black: the network did not look there.
    """
    scale = longest / max(photo)
    box = trimmed(*photo, preprocessing.trim)
    left, top, right, bottom = (round(scale * edge) for edge in box)
    seen = max(1, right - left), max(1, bottom - top)
    whole = Image.new("L", [max(1, round(scale * side)) for side in photo])
    whole.paste(identification.heatmap(slug, seen), (left, top))
    return whole


def data_uri(image: Image.Image, kind: str, **options: object) -> str:
    """The picture as a data URI, made from its pixels alone."""
    image.info.clear()
    data = io.BytesIO()
    image.save(data, kind, **options)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(data.getvalue()).decode()}"
