"""Which photo of an iNaturalist observation may be used, if there is one."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

LICENCES = ("cc0", "cc-by", "cc-by-sa", "cc-by-nc")
OBSERVATIONS = "https://www.inaturalist.org/observations"
FORMATS = (".jpg", ".jpeg", ".png")
AUTHOR = re.compile(r"(?:\(c\)|©)?\s*(?P<author>.*?\S),\s+(?:some|no|all) rights reserved", re.I)
"""How an attribution begins; one of a photo in the public domain may lack the author."""


@dataclass(frozen=True)
class FoundPhoto:
    """A photo that may be used, and what its licence obliges us to write down."""

    observation: int
    observer: str
    url: str
    licence: str
    attribution: str

    @property
    def suffix(self) -> str:
        """The format, as the URL has it: `.jpg`, `.jpeg` or `.png`."""
        return _suffix(self.url)

    @property
    def author(self) -> str:
        """Whose photo it is: the name in the attribution, or else the observer's."""
        found = AUTHOR.match(self.attribution)
        return found["author"] if found else self.observer

    @property
    def source(self) -> str:
        """The page on which the photo was found."""
        return f"{OBSERVATIONS}/{self.observation}"


def choose_photo(
    observation: dict[str, Any],
    scientific_names: tuple[str, ...],
    licences: Collection[str] = LICENCES,
) -> FoundPhoto | None:
    """Pick the first photo of an observation that has one of the licences, if there is one.

    The API's filters are wider than they sound: `photo_license` matches when one photo of several
    has the licence, and `taxon_name` finds every taxon with these words in a name, hybrids too.
    """
    match observation:
        case {
            "id": int(number),
            "taxon": {"name": str(taxon)},
            "user": {"login": str(observer)},
            "photos": list(photos),
        } if _is_one_of(taxon, scientific_names):
            usable = (_read_photo(photo, number, observer, licences) for photo in photos)
            return next(filter(None, usable), None)
    return None


def _is_one_of(taxon: str, scientific_names: tuple[str, ...]) -> bool:
    if "×" in taxon:
        return False
    return any(taxon == name or taxon.startswith(f"{name} ") for name in scientific_names)


def _read_photo(
    photo: Any, observation: int, observer: str, licences: Collection[str]
) -> FoundPhoto | None:
    match photo:
        case {"url": str(url), "license_code": str(licence), "attribution": str(attribution)} if (
            licence in licences and attribution.strip() and _suffix(url) in FORMATS
        ):
            medium = url.replace("/square.", "/medium.")
            return FoundPhoto(observation, observer, medium, licence, attribution)
    return None


def _suffix(url: str) -> str:
    return PurePosixPath(urlsplit(url).path).suffix.lower()
