"""What is known of each bird, as plain data: the cards of species.json."""

from dataclasses import dataclass
from typing import Literal

Presence = Literal["common", "local", "absent"]


@dataclass(frozen=True)
class LookAlike:
    """Another bird of the list, and how this one differs from it."""

    slug: str
    difference: str


@dataclass(frozen=True)
class OutsideLookAlike:
    """A neighbour, which is not on the list, and how it differs."""

    slug: str
    difference: str


@dataclass(frozen=True)
class FieldMark:
    """One thing to check against the photo, and on which birds it shows."""

    on: Literal["all", "adult", "male", "female", "young"]
    mark: str


@dataclass(frozen=True)
class Season:
    """When a migrant is there: months 1–12, in the places it is a migrant of (empty: in all)."""

    months: tuple[int, ...]
    places: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Species:
    """One card of the field guide; what is not known is left out. Lengths in centimetres.

    `article` is only for a name that the rule in wording.py gets wrong. `codes` are those by which
    other sites know the bird, by the word that stands for each in the region's links. `plumage`
    holds the colours of the emblem from head to tail, `outline` names its shape. `judgements` lists
    what on the card the sources do not say in so many words.
    """

    slug: str
    common_name: str
    scientific_name: str
    article: Literal["", "a", "an"] = ""
    other_names: tuple[str, ...] = ()
    older_scientific_names: tuple[str, ...] = ()
    codes: dict[str, str] | None = None
    family: str = ""
    size_cm: tuple[float, float] | None = None
    summary: str = ""
    field_marks: tuple[FieldMark, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    outside_look_alikes: tuple[OutsideLookAlike, ...] = ()
    range: str = ""
    call: str = ""
    origin: str = ""
    status: str = ""
    colours: tuple[str, ...] = ()
    plumage: tuple[str, ...] = ()
    outline: str = "perching"
    presence: dict[str, Presence] | None = None
    season: Season | None = None
    judgements: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Neighbour:
    """A bird that is not on the list, but met or mistaken for one that is.

    Photos of it may lie under its slug or one of `photo_names`; without a scientific name none are
    collected. It is a look-alike where a card says so, or else `look_alike`. `about` is what the
    page says where a photo may be of it; `article` and `codes` are as on a card.
    """

    slug: str
    common_name: str
    scientific_name: str = ""
    older_scientific_names: tuple[str, ...] = ()
    codes: dict[str, str] | None = None
    other_names: tuple[str, ...] = ()
    photo_names: tuple[str, ...] = ()
    look_alike: bool = False
    article: Literal["", "a", "an"] = ""
    about: tuple[str, ...] = ()
