"""The photo as the page shows it, and the heatmaps over it: pictures made here from pixels."""

from PIL import Image

from birdapp.recognition.heatmaps import data_uri, over_photo
from birdapp.recognition.identification import Identification

ENOUGH = 52_000
"""Characters of a photo's data URI above which it is sent coarser: a page stays light."""

COARSER = ((1.0, 80), (1.0, 65), (1.0, 50), (0.75, 50), (0.75, 35), (0.5, 35))
"""Share of the size and JPEG quality, tried in this order."""

HEATMAP_SIDE = 48
"""A heatmap is sent this small, and the browser stretches it smoothly over the photo."""


def shown_photo(image: Image.Image) -> str:
    """The photo as a data URI, smaller and coarser where it would be heavy."""
    shown, longest = "", max(image.size)
    for share, quality in COARSER:
        small = image.copy()
        small.thumbnail((round(share * longest), round(share * longest)))
        shown = data_uri(small, "JPEG", quality=quality)
        if len(shown) <= ENOUGH:
            break
    return shown


def shown_heatmap(identification: Identification, slug: str, size: tuple[int, int]) -> str:
    """Where on a photo of this size the network saw `slug`: a data URI that lies over it."""
    heatmap = over_photo(identification, slug, size, HEATMAP_SIDE)
    heatmap.putpalette(COLOURS)
    return data_uri(heatmap, "PNG", transparency=OPACITY)


def _ramp() -> tuple[list[int], bytes]:
    """From a dark veil where the network saw nothing to clear, warm light where it saw most."""
    colours: list[int] = []
    opacity = []
    for shade in range(256):
        seen = shade / 255
        colours += [round(16 + 239 * seen), round(24 + 170 * seen), round(48 - 28 * seen)]
        opacity.append(round(185 - 95 * seen))
    return colours, bytes(opacity)


COLOURS, OPACITY = _ramp()
