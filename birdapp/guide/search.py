"""Finding a bird in the field guide: by word, colour, size and state."""

from dataclasses import dataclass

from birdapp.guide import species
from birdapp.guide.species import Species
from birdapp.guide.where_and_when import STATES

SIZES = {
    "small": "Small: up to a sparrow, below 18 cm",
    "medium": "Medium: up to a magpie-lark, 18 to 30 cm",
    "large": "Large: above 30 cm",
}
COLOURS = tuple(sorted({colour for card in species.ALL for colour in card.colours}))


@dataclass(frozen=True)
class Search:
    """What is looked for; an empty field leaves the choice open.

    Raises ValueError, in words, for a colour, size or state that there is not.
    """

    q: str = ""
    colour: str = ""
    size: str = ""
    state: str = ""

    def __post_init__(self) -> None:
        for name, allowed in {"colour": COLOURS, "size": SIZES, "state": STATES}.items():
            if getattr(self, name) not in ("", *allowed):
                raise ValueError(f"The {name} must be one of {', '.join(allowed)}.")

    def find(self) -> tuple[Species, ...]:
        """The birds that fit, in the list's order."""
        return tuple(card for card in species.ALL if self._fits(card))

    def _fits(self, card: Species) -> bool:
        return (
            all(word in _words(card) for word in self.q.casefold().split())
            and (not self.colour or self.colour in card.colours)
            and (not self.size or self.size == size_class(card))
            and (not self.state or card.presence.get(self.state, "absent") != "absent")
        )


def size_class(card: Species) -> str:
    """The key of SIZES that the middle of the bird's lengths falls into."""
    middle = sum(card.size_cm) / 2
    return "small" if middle < 18 else "medium" if middle <= 30 else "large"


def presence(card: Species) -> dict[str, tuple[str, bool]]:
    """Per state: common, local or absent, and whether that is a judgement of ours."""
    return {
        state: (card.presence.get(state, "common"), f"presence.{state}" in card.judgements)
        for state in STATES
    }


def _words(card: Species) -> str:
    names = (
        card.common_name,
        card.scientific_name,
        *card.other_names,
        *card.older_scientific_names,
        card.family,
    )
    return " ".join(names).casefold()
