"""What else it could be: the birds to tell the first of a ranking from, and how."""

from dataclasses import dataclass

from birdapp.guide.bird_folder import Guide
from birdapp.guide.species import Species
from birdapp.recognition.identification import Score

RUNNERS_UP = 2
LEAST = 0.02
"""A runner-up that is less probable is no rival, unless it is a look-alike."""


@dataclass(frozen=True)
class Rival:
    """Another bird of the list, and what to look at; empty where its card says nothing."""

    slug: str
    difference: str


def rivals(ranking: tuple[Score, ...], guide: Guide) -> list[Rival]:
    """The runners-up, then the look-alikes of the first, the most probable before the others."""
    first = guide.get(ranking[0].slug)
    look_alikes = {bird.slug for bird in first.look_alikes}
    return [
        Rival(score.slug, _what_to_look_for(first, guide.get(score.slug)))
        for place, score in enumerate(ranking[1:], start=1)
        if score.slug in look_alikes or (place <= RUNNERS_UP and score.probability >= LEAST)
    ]


def difference(first: Species, other: Species) -> str:
    """How to tell two birds apart, as written on either card; empty where neither says."""
    for card, like in ((first, other), (other, first)):
        for bird in card.look_alikes:
            if bird.slug == like.slug:
                return bird.difference
    return ""


def _what_to_look_for(first: Species, other: Species) -> str:
    """The difference; else what marks the other bird."""
    mark = other.field_marks[0].mark if other.field_marks else other.summary
    return difference(first, other) or (f"Look for this: {mark}" if mark else "")
