"""Links out: pages elsewhere about a bird, made from its names, and where people help with one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from string import Formatter
from urllib.parse import quote

from birdapp.guide.species import Neighbour, Species

SCIENTIFIC_NAME = "scientific_name"


@dataclass(frozen=True)
class Link:
    """A page elsewhere, and what it offers.

    In an `address` that is about a bird, {scientific_name} stands for the bird's, and any other
    word in braces for the bird's code of that name.
    """

    name: str
    address: str
    offers: str = ""


def links_of(bird: Species | Neighbour, links: Iterable[Link]) -> list[Link]:
    """The links with this bird's names in their addresses.

    One that needs a name or a code which is not known of the bird is left out.
    """
    words = {name: quote(word, safe="") for name, word in _words(bird).items() if word}
    return [
        replace(link, address=link.address.format(**words))
        for link in links
        if placeholders(link.address) <= words.keys()
    ]


def placeholders(address: str) -> set[str]:
    """The words in braces. Raises ValueError for a brace that is not closed."""
    return {name for _, name, _, _ in Formatter().parse(address) if name is not None}


def _words(bird: Species | Neighbour) -> dict[str, str]:
    return {**(bird.codes or {}), SCIENTIFIC_NAME: bird.scientific_name}
