"""What must hold in a bird folder beyond the shape of its entries; a fault is entry and words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from string import Formatter
from urllib.parse import urlsplit

from birdapp.guide.region import OccurrenceWords, Region, SizeClass
from birdapp.guide.species import Neighbour, Species
from birdapp.recognition.manifest import NONE

Fault = tuple[str, str]

OUTLINES = (
    "perching", "slender-billed", "stout-billed", "dagger-billed", "hook-billed",
    "hook-billed-crested", "plump", "plump-crested", "cocked-tail",
)  # fmt: skip
"""The shapes that templates/emblem.svg draws."""

RESERVED = (
    "action", "camera", "colour", "confidence", "correction", "endpoint", "engine", "heatmap",
    "heatmaps", "method", "model", "month", "neighbour", "none", "occurrence", "other", "photo",
    "prior", "q", "size", "slug", "species", "verdict", "warning", "weights",
)  # fmt: skip
"""Names that forms, addresses, answers and CSV files have already."""

LONGEST = 1_000
"""Centimetres."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WORD = re.compile(r"[a-z]+")
CODE = re.compile(r"[A-Za-z0-9-]{1,12}")
COUNTRY = re.compile(r"(?:[A-Z]{2})?")
COLOUR = re.compile(r"#[0-9a-f]{6}")


def faults_of_species(
    cards: tuple[Species, ...],
    neighbours: tuple[Neighbour, ...],
    listed: list[str],
    outside: list[str],
    region: Region | None,
) -> Iterator[Fault]:
    """What is wrong with the list and its neighbours, seen together with the region.

    `listed` and `outside` are the slugs that the file names, those of misshapen cards included.
    """
    if not listed:
        yield "species", "must name at least one bird"
    for slug, count in Counter(listed + outside).items():
        if count > 1:
            yield slug, "appears more than once"
        if slug == NONE or not SLUG.fullmatch(slug):
            yield slug, "a slug is small letters, digits and hyphens, and not “none”"
    yield from _names_of_two(cards + neighbours)
    for name, count in Counter(card.common_name for card in cards).items():
        if name and count > 1:
            yield "species", f"more than one bird is called “{name}”"
    for card in cards:
        for entry, text in _faults_of_card(card, set(listed), set(outside), region):
            yield f"{card.slug}, {entry}", text


def _names_of_two(birds: tuple[Species | Neighbour, ...]) -> Iterator[Fault]:
    """Photos are collected by scientific name, older ones included, so each is of one bird."""
    owners: dict[str, str] = {}
    for bird in birds:
        for name in (bird.scientific_name, *bird.older_scientific_names):
            if name and owners.setdefault(name, bird.slug) != bird.slug:
                yield bird.slug, f"“{name}” is also the name of {owners[name]}"


def _faults_of_card(
    card: Species, listed: set[str], outside: set[str], region: Region | None
) -> Iterator[Fault]:
    for bird in card.look_alikes:
        if bird.slug == card.slug:
            yield "look_alikes", "a bird cannot be its own look-alike"
        elif bird.slug not in listed:
            yield "look_alikes", f"there is no “{bird.slug}” on the list"
    for slug in (bird.slug for bird in card.outside_look_alikes):
        if slug not in outside:
            yield "outside_look_alikes", f"there is no “{slug}” among the neighbours"
    for part in ("look_alikes", "outside_look_alikes"):
        yield from _repeated(part, (bird.slug for bird in getattr(card, part)))
    if card.size_cm and not 0 < card.size_cm[0] <= card.size_cm[1] < LONGEST:
        yield "size_cm", "must be the shortest and the longest length in centimetres"
    if card.outline not in OUTLINES:
        yield "outline", f"must be one of {', '.join(OUTLINES)}, not “{card.outline}”"
    yield from _repeated("colours", card.colours)
    for colour in card.plumage:
        if not COLOUR.fullmatch(colour):
            yield "plumage", f"a colour is written as #d8232a, not “{colour}”"
    for source in card.sources:
        if not is_web_address(source):
            yield "sources", f"must be web addresses, not “{source}”"
    known = {field.name for field in fields(card)}
    for judgement in card.judgements:
        if judgement.split(".")[0] not in known:
            yield "judgements", f"there is no entry “{judgement}” on a card"
    if region:
        yield from _faults_of_place(card, region)


def is_web_address(text: str) -> bool:
    """An address that a browser can be sent to, as far as can be told without asking."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _faults_of_place(card: Species, region: Region) -> Iterator[Fault]:
    known = region.place_names
    for code in card.presence or ():
        if code not in known:
            yield "presence", f"there is no place “{code}” in region.json"
    if not card.season:
        return
    for code in card.season.places:
        if code not in known:
            yield "season", f"there is no place “{code}” in region.json"
    if not card.season.months or not set(card.season.months) <= set(range(1, 13)):
        yield "season", "months must be numbers from 1 to 12"


def faults_of_region(region: Region) -> Iterator[Fault]:
    """What is wrong with the region by itself."""
    for name in ("list", "tagline", "description"):
        yield from faults_of_sentence(name, getattr(region, name), {"count"})
    if region.places:
        yield from _faults_of_places(region.places.called, region.places.names)
    if not COUNTRY.fullmatch(region.country_code):
        yield "country_code", f"must be two capital letters, not “{region.country_code}”"
    allowed = {"place", "month"} if region.places else {"month"}
    for name, words in _occurrences(region):
        if not 0 < words.weight <= 1:
            yield f"occurrence, {name}, weight", "must be above 0 and at most 1"
        yield from faults_of_sentence(f"occurrence, {name}, remark", words.remark, allowed)
    yield from _faults_of_sizes(region.sizes)


def _occurrences(region: Region) -> list[tuple[str, OccurrenceWords]]:
    """Those whose shape is in order."""
    found = vars(region.occurrence).items() if region.occurrence else ()
    return [(name, words) for name, words in found if words]


def _faults_of_places(called: str, names: dict[str, str]) -> Iterator[Fault]:
    if not WORD.fullmatch(called) or called in RESERVED:
        yield "places, called", f"must be one word in small letters such as state, not “{called}”"
    if not names:
        yield (
            "places, names",
            "must name at least one place; leave “places” out where there is none",
        )
    for code, name in names.items():
        if not CODE.fullmatch(code):
            yield "places, names", f"a code is up to 12 letters and digits, not “{code}”"
        if not name:
            yield f"places, names {code}", "must not be empty"


def _faults_of_sizes(sizes: tuple[SizeClass, ...]) -> Iterator[Fault]:
    yield from _repeated("sizes", (size.name for size in sizes))
    bounds = [size.below_cm for size in sizes]
    bounded = [bound for bound in bounds[:-1] if bound is not None]
    rising = bounded == sorted(bounded) and len(bounded) == len(bounds) - 1
    if sizes and (not rising or bounds[-1] is not None):
        yield "sizes", "“below_cm” must grow from size to size, and only the last size has none"


def faults_of_sentence(entry: str, text: str, allowed: set[str]) -> Iterator[Fault]:
    """What is wrong with a text in which only the `allowed` words may stand in braces."""
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        yield entry, "has a brace that is not closed"
        return
    known = ", ".join(f"{{{word}}}" for word in sorted(allowed)) or "none"
    for _, name, how, conversion in parts:
        if name not in allowed or how or conversion:
            yield (
                entry,
                f"“{{{name}}}” cannot be filled in as it is written; known: {known}",
            )


def _repeated(entry: str, values: Iterable[str]) -> Iterator[Fault]:
    for value, count in Counter(values).items():
        if count > 1:
            yield entry, f"“{value}” appears more than once"
