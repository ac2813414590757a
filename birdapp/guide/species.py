"""The species of the list, as data: models/species.json."""

import json
from dataclasses import dataclass
from typing import Any

from birdapp.settings import ROOT

NONE = "none"
"""The label of a photo that shows none of the species."""

FILE = ROOT / "models" / "species.json"


@dataclass(frozen=True)
class LookAlike:
    """Another bird of the list, and how this one differs from it."""

    slug: str
    difference: str


@dataclass(frozen=True)
class OutsideLookAlike:
    """A bird that is not on the list, and how it differs."""

    name: str
    difference: str


@dataclass(frozen=True)
class FieldMark:
    """One thing to check against the photo; `on` is all, adult, male, female or young."""

    on: str
    mark: str


@dataclass(frozen=True)
class Season:
    """When a migrant is there: months 1–12, in the states it is a migrant of."""

    states: tuple[str, ...]
    months: tuple[int, ...]
    note: str


@dataclass(frozen=True)
class Species:
    """One card of the field guide. Lengths in centimetres."""

    slug: str
    common_name: str
    scientific_name: str
    other_names: tuple[str, ...]
    older_scientific_names: tuple[str, ...]
    family: str
    size_cm: tuple[int, int]
    summary: str
    field_marks: tuple[FieldMark, ...]
    look_alikes: tuple[LookAlike, ...]
    outside_look_alikes: tuple[OutsideLookAlike, ...]
    range: str
    call: str
    origin: str
    status: str
    colours: tuple[str, ...]
    plumage: tuple[str, ...]
    presence: dict[str, str]
    season: Season | None
    judgements: tuple[str, ...]
    sources: tuple[str, ...]


def get(slug: str) -> Species:
    """The species of a label. Raises KeyError for any other text."""
    return _BY_SLUG[slug]


def _read_card(row: dict[str, Any]) -> Species:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    nested = {
        "field_marks": tuple(FieldMark(**mark) for mark in row["field_marks"]),
        "look_alikes": tuple(LookAlike(**bird) for bird in row["look_alikes"]),
        "outside_look_alikes": tuple(
            OutsideLookAlike(**bird) for bird in row["outside_look_alikes"]
        ),
        "season": row["season"] and _read_season(row["season"]),
    }
    return Species(**{**row, **lists, **nested})


def _read_season(row: dict[str, Any]) -> Season:
    return Season(tuple(row["states"]), tuple(row["months"]), row["note"])


ALL = tuple(_read_card(row) for row in json.loads(FILE.read_text(encoding="utf-8")))
SLUGS = tuple(card.slug for card in ALL)
_BY_SLUG = {card.slug: card for card in ALL}
