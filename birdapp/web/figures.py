"""The manifest's figures as the about page tells them: no more exactly than their photos allow."""

from collections.abc import Iterator
from dataclasses import dataclass

from birdapp.guide.few_photos import share_of_few
from birdapp.guide.wording import percent
from birdapp.recognition.manifest import NONE, Manifest


@dataclass(frozen=True)
class Share:
    """A share of photos in words, “95%”, or “4 of 5 photos” where it is `counted`."""

    words: str
    counted: bool


@dataclass(frozen=True)
class Bin:
    """Answers about as sure as `said`, and what share of them was right; all from 0 to 1.

    `photos` is how many there were, or else None; then `of_all` says it as a share.
    """

    said: float
    right: float
    of_all: float
    photos: int | None
    told: str


def shares(manifest: Manifest) -> dict[str, Share]:
    """Each figure that is a share of photos, by its name."""
    metrics = manifest.facts.get("metrics") or {}
    return {name: _share(part, _photos(name, manifest)) for name, part in metrics.items()}


def bins(manifest: Manifest) -> list[Bin]:
    """How often it was right, by how sure it was."""
    return list(_bins(manifest))


def _bins(manifest: Manifest) -> Iterator[Bin]:
    outside = (manifest.facts.get("photos") or {}).get(NONE)
    for row in manifest.facts.get("reliability") or ():
        photos = row["share"] * (outside + _listed(manifest)) if outside else None
        told = _share(row["right"], photos).words
        count = max(1, round(photos)) if photos is not None else None
        yield Bin(row["said"], row["right"], row["share"], count, told)


def _share(part: float, photos: float | None) -> Share:
    counted = share_of_few(part, photos) if photos is not None else ""
    return Share(counted or percent(part), bool(counted))


def _photos(name: str, manifest: Manifest) -> float | None:
    """Of how many photos a figure is the share, where the manifest tells."""
    listed = _listed(manifest) or None
    said = (manifest.facts.get("metrics") or {}).get(name.replace("right_when_", "said_"))
    if name.startswith("right_when_"):
        return listed * said if listed and said else None
    return listed if name.endswith("_of_listed") or name.startswith("top_") else None


def _listed(manifest: Manifest) -> int:
    """How many photos of birds of the list it was measured on."""
    return sum(metrics.photos for metrics in manifest.species_metrics.values())
