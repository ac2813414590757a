"""What else it could be: the birds to tell the first of a ranking from, and how."""

from dataclasses import dataclass

from birdapp.guide import species
from birdapp.recognition.identification import Score

RUNNERS_UP = 2
LEAST = 0.02
"""A runner-up that is less probable is no rival, unless it is a look-alike."""


@dataclass(frozen=True)
class Rival:
    """Another bird of the list, and what to look at."""

    slug: str
    difference: str


def rivals(ranking: tuple[Score, ...]) -> list[Rival]:
    """The runners-up, then the look-alikes of the first, the most probable before the others."""
    first = species.get(ranking[0].slug)
    look_alikes = {bird.slug for bird in first.look_alikes}
    return [
        Rival(score.slug, _difference(first.slug, score.slug))
        for place, score in enumerate(ranking[1:], start=1)
        if score.slug in look_alikes or (place <= RUNNERS_UP and score.probability >= LEAST)
    ]


def _difference(first: str, other: str) -> str:
    """As written on either card; else what marks the other bird."""
    for slug, like in ((first, other), (other, first)):
        for bird in species.get(slug).look_alikes:
            if bird.slug == like:
                return bird.difference
    card = species.get(other)
    return f"Look for this: {card.field_marks[0].mark if card.field_marks else card.summary}"
