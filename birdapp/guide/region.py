"""Where the birds of the list live, as plain data: region.json."""

from dataclasses import dataclass
from typing import Literal

from birdapp.guide.media.links import Link

Occurrence = Literal["common", "local", "absent", "out_of_season"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {
    "northern": ("winter", "spring", "summer", "autumn"),
    "southern": ("summer", "autumn", "winter", "spring"),
}
"""The seasons of three months each, from December on."""


@dataclass(frozen=True)
class Places:
    """The parts of the region that a photo may come from, by code.

    `called` is what one of them is, such as “state”: the word in sentences and the name of the
    parameter in forms and API. `label` is what the form calls it.
    """

    called: str
    label: str
    names: dict[str, str]


@dataclass(frozen=True)
class OccurrenceWords:
    """What an occurrence does to a probability, and what is said of it.

    A probability is multiplied with `weight` before all are scaled to sum to 1 again. In `remark`,
    {place} and {month} stand for the photo's.
    """

    weight: float
    remark: str = ""


@dataclass(frozen=True)
class Occurrences:
    """The words and weight of each occurrence."""

    common: OccurrenceWords
    local: OccurrenceWords
    absent: OccurrenceWords
    out_of_season: OccurrenceWords


@dataclass(frozen=True)
class SizeClass:
    """Birds whose middle length is below so many centimetres; without a bound, all others."""

    name: str
    words: str
    below_cm: float | None = None


@dataclass(frozen=True)
class Region:
    """The region, the words that name it and its list, and how it is divided.

    In `list`, `tagline` and `description`, {count} stands for the number of birds. `list` goes on a
    sentence such as “It says which of …”. `language` is a BCP 47 tag. Without `places` nobody is
    asked for one. `country_code` is the country's in ISO 3166-1, for lists that go elsewhere.
    `inaturalist_place` is iNaturalist's number of the region, for collecting photos.
    `links` lead to pages elsewhere about a bird, `naming_help` to people who help with a name.
    """

    country: str
    language: str
    title: str
    list: str
    tagline: str
    description: str
    hemisphere: Literal["northern", "southern"]
    occurrence: Occurrences
    places: Places | None = None
    sizes: tuple[SizeClass, ...] = ()
    inaturalist_place: int | None = None
    country_code: str = ""
    links: tuple[Link, ...] = ()
    naming_help: tuple[Link, ...] = ()

    @property
    def place_names(self) -> dict[str, str]:
        """The name of each place by its code; empty where the region is not divided."""
        return self.places.names if self.places else {}

    def season_of(self, month: int) -> str:
        """The season that a month, from 1 to 12, lies in."""
        return SEASONS[self.hemisphere][month % 12 // 3]
