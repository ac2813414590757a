"""From an uploaded file to all that a page says about it."""

from dataclasses import dataclass

from PIL import Image

from birdapp.guide.where_and_when import WhereAndWhen, weigh
from birdapp.recognition.heatmaps import closer_look, data_uri, over_photo
from birdapp.recognition.identification import Identification
from birdapp.recognition.transforms import Box
from birdapp.web.loaded import get_classifier, get_guide
from birdapp.web.recogniser import recognise

HEATMAP_SIDE = 48
"""A heatmap is sent this small, and the browser stretches it smoothly over the photo."""

NAME_LENGTH = 80


@dataclass(frozen=True)
class Answer:
    """One photo and its identification, ready to be shown.

    `photo` and `heatmaps` are data URIs of pictures made here from pixels: no byte of the upload is
    sent back. `frame` is what was looked at closely, if it is but a part of the photo. `weighed` is
    the identification with `where` weighed in, if that was asked for.
    """

    name: str
    photo: str
    size: tuple[int, int]
    identification: Identification
    heatmaps: dict[str, str]
    frame: Box | None = None
    where: WhereAndWhen | None = None
    weighed: Identification | None = None

    @property
    def best(self) -> Identification:
        """What is said first: with where and when, if they are known."""
        return self.weighed or self.identification


@dataclass(frozen=True)
class Refusal:
    """A photo among several that could not be identified, and why."""

    name: str
    sentence: str


def answer(data: bytes, name: str, where: WhereAndWhen | None, side: int) -> Answer:
    """Identify the bird in `data`; the photo is shown at most `side` pixels wide and high."""
    image, identification = recognise(data)
    manifest = get_classifier().manifest
    image.thumbnail((side, side))
    return Answer(
        name=shown_name(name),
        photo=data_uri(image, "JPEG", quality=80),
        size=image.size,
        identification=identification,
        heatmaps={
            score.slug: _overlay(over_photo(identification, score.slug, image.size, HEATMAP_SIDE))
            for score in identification.ranking
        },
        frame=closer_look(identification),
        where=where,
        weighed=weigh(identification, where, get_guide(), manifest.thresholds) if where else None,
    )


def shown_name(name: str) -> str:
    """A file name that can be shown: no control or direction marks, not too long."""
    return "".join(character for character in name if character.isprintable())[:NAME_LENGTH]


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


def _overlay(heatmap: Image.Image) -> str:
    heatmap.putpalette(COLOURS)
    return data_uri(heatmap, "PNG", transparency=OPACITY)
