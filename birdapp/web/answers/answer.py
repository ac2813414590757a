"""From an uploaded file to all that a page says about it."""

from dataclasses import dataclass

from birdapp.guide.where_and_when import WhereAndWhen, weigh
from birdapp.recognition.heatmaps import closer_look
from birdapp.recognition.identification import Identification
from birdapp.recognition.transforms import Box
from birdapp.web.answers.photo import shown_heatmap, shown_photo
from birdapp.web.answers.reading import Reading, Way, read_off
from birdapp.web.loaded import get_classifier, get_guide
from birdapp.web.recogniser import recognise

NAME_LENGTH = 80


@dataclass(frozen=True)
class Heatmap:
    """Where the network saw a bird: `picture` is a data URI that lies over the photo.

    It is shown before anybody chooses if the bird `is_first` in a reading; where the readings
    differ in that, `way` is that one's.
    """

    slug: str
    picture: str
    is_first: bool
    way: Way = ""


@dataclass(frozen=True)
class Answer:
    """One photo and what is said of it, ready to be shown.

    `photo` is a data URI of a picture made here from pixels: no byte of the upload is sent back.
    There is a heatmap of each bird in the first rows of a reading. `frame` is what was looked at
    closely, if it is but a part of the photo. `readings` are one, or two where `where` is known:
    with it, and from the photo alone.
    """

    name: str
    photo: str
    size: tuple[int, int]
    identification: Identification
    readings: tuple[Reading, ...]
    heatmaps: tuple[Heatmap, ...]
    frame: Box | None = None
    where: WhereAndWhen | None = None

    @property
    def best(self) -> Reading:
        """What is said first: with where and when, if they are known."""
        return self.readings[0]


@dataclass(frozen=True)
class Refusal:
    """A photo among several that could not be identified, and why.

    With `not_now` the photo is not to blame: another try may succeed, or another machine.
    """

    name: str
    sentence: str
    not_now: bool = False


def answer(data: bytes, name: str, where: WhereAndWhen | None, side: int) -> Answer:
    """Identify the bird in `data`; the photo is shown at most `side` pixels wide and high."""
    image, identification = recognise(data)
    image.thumbnail((side, side))
    readings = _readings(identification, where)
    return Answer(
        name=shown_name(name),
        photo=shown_photo(image),
        size=image.size,
        identification=identification,
        readings=readings,
        heatmaps=_heatmaps(identification, readings, image.size),
        frame=closer_look(identification),
        where=where,
    )


def _readings(identification: Identification, where: WhereAndWhen | None) -> tuple[Reading, ...]:
    guide, manifest = get_guide(), get_classifier().manifest
    measured = manifest.species_metrics
    if not where:
        return (read_off(identification, "", None, guide, measured),)
    weighed = weigh(identification, where, guide, manifest.thresholds)
    return (
        read_off(weighed, "weighed", where, guide, measured),
        read_off(identification, "alone", where, guide, measured),
    )


def _heatmaps(
    identification: Identification, readings: tuple[Reading, ...], size: tuple[int, int]
) -> tuple[Heatmap, ...]:
    slugs = dict.fromkeys(row.card.slug for each in readings for row in each.first_rows)
    firsts = {each.first_rows[0].card.slug: each.way for each in readings if each.first_rows}
    return tuple(
        Heatmap(
            slug,
            shown_heatmap(identification, slug, size),
            slug in firsts,
            firsts.get(slug, "") if len(firsts) > 1 else "",
        )
        for slug in slugs
    )


def shown_name(name: str) -> str:
    """A file name that can be shown: no control or direction marks, not too long."""
    return "".join(character for character in name if character.isprintable())[:NAME_LENGTH]
