"""All that is said of one identification, decided here once, so that templates only lay it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from birdapp.guide import wording
from birdapp.guide.bird_folder import Guide
from birdapp.guide.few_photos import caution_on
from birdapp.guide.rivals import Rival, rivals
from birdapp.guide.species import FieldMark, Neighbour, OutsideLookAlike, Species
from birdapp.guide.where_and_when import WhereAndWhen
from birdapp.recognition.identification import Identification, Score
from birdapp.recognition.manifest import NONE, SpeciesMetrics
from birdapp.recognition.verdict import Level

Way = Literal["", "weighed", "alone"]
"""With where and when, or from the photo alone; empty where there is but one way to read it."""

FIRST_ROWS = 3
WORTH_A_ROW = 0.01
"""A bird that is less probable is folded away, unless it is the first."""

WORTH_A_CARD = 0.05
"""Nothing is shown of a bird that is less probable, though it be the first of the list."""

MARKS = 3
OFFERED = 5
"""So many names are one tap away."""

UNSURE: tuple[Level, ...] = ("none", "perhaps", "not_sure")


@dataclass(frozen=True)
class Row:
    """A bird in the ranking, and what is said of its place and time."""

    card: Species
    probability: float
    remark: str


@dataclass(frozen=True)
class Name:
    """A name to keep a photo under: `species` is a label, or “other” for a free name."""

    species: str
    name: str


@dataclass(frozen=True)
class Reading:
    """What is said of a photo.

    `bird` is the card that is shown; None where it is none of the list. `nearest` is the bird of
    the list that comes closest then, if any is worth a word. `neighbour` is the bird outside the
    list that it may well be, with its probability in `neighbour_probability`. `keep` is what the
    main button keeps, `offered` what else is one tap away.
    """

    way: Way
    level: Level
    verdict: str
    said: str
    rows: tuple[Row, ...]
    first_rows: tuple[Row, ...]
    none_of_these: float
    bird: Species | None
    nearest: Species | None
    marks: tuple[FieldMark, ...]
    look_alike: Rival | None
    outside_look_alike: OutsideLookAlike | None
    rivals: tuple[Rival, ...]
    neighbour: Neighbour | None
    neighbour_probability: float
    warning: str
    keep: Name | None
    offered: tuple[Name, ...]

    @property
    def shows_none(self) -> bool:
        """Whether “none of these” stands among the first."""
        return self.none_of_these >= WORTH_A_CARD


def read_off(
    identification: Identification,
    way: Way,
    where: WhereAndWhen | None,
    guide: Guide,
    measured: Mapping[str, SpeciesMetrics],
) -> Reading:
    """What is said of this identification; `where` is for the remarks beside the birds."""
    ranking, level = identification.ranking, identification.level
    first = guide.get(ranking[0].slug)
    is_worth_a_card = ranking[0].probability >= WORTH_A_CARD
    bird = first if is_worth_a_card and level != "none" else None
    neighbour = _neighbour(identification, guide)
    rows = tuple(_row(score, where, guide) for score in ranking)
    others = tuple(rivals(ranking, guide)) if bird else ()
    outside = first.outside_look_alikes if level == "perhaps" and bird and not neighbour else ()
    return Reading(
        way=way,
        level=level,
        verdict=wording.verdict(identification, guide),
        said=NONE if level == "none" else first.slug,
        rows=rows,
        first_rows=_first(rows) if bird else (),
        none_of_these=identification.none_of_these,
        bird=bird,
        nearest=first if is_worth_a_card and not bird else None,
        marks=bird.field_marks[:MARKS] if bird else (),
        look_alike=others[0] if others and not outside else None,
        outside_look_alike=outside[0] if outside else None,
        rivals=others,
        neighbour=neighbour,
        neighbour_probability=identification.neighbour.probability
        if identification.neighbour
        else 0.0,
        warning=caution_on(identification, measured) if bird else "",
        keep=_keep(bird, neighbour),
        offered=_offered(bird, neighbour, ranking, guide),
    )


def _row(score: Score, where: WhereAndWhen | None, guide: Guide) -> Row:
    card = guide.get(score.slug)
    return Row(card, score.probability, where.remark(card) if where else "")


def _first(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    probable = [row for row in rows[1:FIRST_ROWS] if row.probability >= WORTH_A_ROW]
    return (rows[0], *probable)


def _neighbour(identification: Identification, guide: Guide) -> Neighbour | None:
    """The bird outside the list, where the answer leaves room for it."""
    found = identification.neighbour if identification.level in UNSURE else None
    return guide.neighbour(found.slug) if found else None


def _keep(bird: Species | None, neighbour: Neighbour | None) -> Name | None:
    if bird:
        return Name(bird.slug, bird.common_name)
    return _free(neighbour) if neighbour else None


def _offered(
    bird: Species | None, neighbour: Neighbour | None, ranking: tuple[Score, ...], guide: Guide
) -> tuple[Name, ...]:
    """The next birds of the list that are worth a card's space, and the one outside it."""
    if not bird:
        return ()
    others = [guide.get(score.slug) for score in ranking[1:OFFERED]]
    outside = (_free(neighbour),) if neighbour else ()
    return (*(Name(card.slug, card.common_name) for card in others), *outside)


def _free(bird: Neighbour) -> Name:
    return Name("other", bird.common_name)
