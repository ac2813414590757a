"""What else it could be: the birds to tell the first of a ranking from, and how."""

from dataclasses import dataclass

from birdapp.guide.bird_folder import Guide
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
        Rival(score.slug, _difference(first.slug, score.slug, guide))
        for place, score in enumerate(ranking[1:], start=1)
        if score.slug in look_alikes or (place <= RUNNERS_UP and score.probability >= LEAST)
    ]


def _difference(first: str, other: str, guide: Guide) -> str:
    """As written on either card; else what marks the other bird."""
    for slug, like in ((first, other), (other, first)):
        for bird in guide.get(slug).look_alikes:
            if bird.slug == like:
                return bird.difference
    card = guide.get(other)
    mark = card.field_marks[0].mark if card.field_marks else card.summary
    return f"Look for this: {mark}" if mark else ""
