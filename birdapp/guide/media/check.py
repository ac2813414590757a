"""What must hold of links out; a fault is entry and words."""

from collections.abc import Iterable, Iterator

from birdapp.guide.check import WORD, Fault, faults_of_sentence, is_web_address
from birdapp.guide.media.links import SCIENTIFIC_NAME, Link, placeholders
from birdapp.guide.region import Region
from birdapp.guide.species import Neighbour, Species


def faults_of_links(region: Region, birds: Iterable[Species | Neighbour]) -> Iterator[Fault]:
    """What is wrong with the region's links, seen together with the codes that birds have."""
    known = {SCIENTIFIC_NAME} | {code for bird in birds for code in bird.codes or ()}
    for part, words in (("links", known), ("naming_help", set())):
        for number, link in enumerate(getattr(region, part), start=1):
            yield from _faults_of_link(f"{part} {number}, address", link, words)


def _faults_of_link(entry: str, link: Link, known: set[str]) -> Iterator[Fault]:
    faults = list(faults_of_sentence(entry, link.address, known))
    yield from faults
    if faults:
        return
    if not is_web_address(link.address) or "{" in _host(link.address):
        yield entry, f"must be a web address, not “{link.address}”"
    elif known and not placeholders(link.address):
        yield entry, f"must say where the bird's name goes: {{{SCIENTIFIC_NAME}}}"


def _host(address: str) -> str:
    return address.split("/")[2]


def faults_of_codes(birds: Iterable[Species | Neighbour]) -> Iterator[Fault]:
    """A code's name stands in braces in an address, so it is a word, and not one that is taken."""
    for bird in birds:
        for name, code in (bird.codes or {}).items():
            if not WORD.fullmatch(name):
                yield f"{bird.slug}, codes", f"a name is small letters, not “{name}”"
            if not code:
                yield f"{bird.slug}, codes {name}", "must not be empty"
