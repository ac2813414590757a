"""Finding a bird in the field guide: by word, colour, size and place."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from birdapp.guide.bird_folder import Guide
from birdapp.guide.region import Region
from birdapp.guide.species import Presence, Species


@dataclass(frozen=True)
class Search:
    """What is looked for in a guide; an empty field leaves the choice open.

    Raises ValueError, in words, for a colour, size or place that there is not.
    """

    guide: Guide
    q: str = ""
    colour: str = ""
    size: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        region = self.guide.region
        self._must_be_one_of("colour", self.colour, self.guide.colours)
        self._must_be_one_of("size", self.size, [size.name for size in region.sizes])
        called = region.places.called if region.places else "place"
        self._must_be_one_of(called, self.place, region.place_names)

    @staticmethod
    def _must_be_one_of(name: str, value: str, allowed: Iterable[str]) -> None:
        if value not in ("", *allowed):
            raise ValueError(f"The {name} must be one of {', '.join(allowed)}.")

    def find(self) -> tuple[Species, ...]:
        """The birds that fit, in the list's order."""
        return tuple(card for card in self.guide.species if self._fits(card))

    def _fits(self, card: Species) -> bool:
        return (
            all(word in words(card) for word in _folded(self.q).split())
            and (not self.colour or self.colour in card.colours)
            and (not self.size or self.size == size_class(card, self.guide.region))
            and (self.place not in absent(card))
        )


def by_name(cards: Iterable[Species]) -> tuple[Species, ...]:
    """As somebody looks for them; the list itself has the order of the network's labels."""
    return tuple(sorted(cards, key=lambda card: _folded(card.common_name)))


def size_class(card: Species, region: Region) -> str:
    """The name of the size that the middle of the bird's lengths falls into; empty if unknown."""
    if not card.size_cm:
        return ""
    middle = sum(card.size_cm) / 2
    fitting = (s.name for s in region.sizes if s.below_cm is None or middle < s.below_cm)
    return next(fitting, "")


def absent(card: Species) -> list[str]:
    """The places where the bird does not live."""
    return [place for place, said in (card.presence or {}).items() if said == "absent"]


def presence(card: Species, region: Region) -> dict[str, tuple[Presence, bool]]:
    """Per place: common, local or absent, and whether that is a judgement of ours."""
    if card.presence is None:
        return {}
    return {
        place: (card.presence.get(place, "common"), f"presence.{place}" in card.judgements)
        for place in region.place_names
    }


def words(card: Species) -> str:
    """All names of a bird and its family, as they are looked for: without accents and the like."""
    names = (
        card.common_name,
        card.scientific_name,
        *card.other_names,
        *card.older_scientific_names,
        card.family,
    )
    return _folded(" ".join(names))


def _folded(text: str) -> str:
    """Without what somebody may leave out or type otherwise: capitals, accents, apostrophes."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter not in "'’ʻ" and letter.isascii())
