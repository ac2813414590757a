"""Gather licensed photos of the listed species, and of birds that they are mistaken for.

It may be killed at any moment and started again: a photo is put in place whole, then its row goes
to photos.csv, and what is there is not fetched again.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from birdapp.guide.bird_folder import Guide
from birdapp.guide.species import Neighbour, Species
from birdapp.recognition.manifest import NONE
from birdapp.recognition.photos import PhotoError, open_photo
from birdapp.training.collecting.found_photo import FoundPhoto
from birdapp.training.collecting.inaturalist import INaturalist, Refused, Unavailable
from birdapp.training.collecting.record import (
    PHOTO_COLUMNS,
    REPOSITORY,
    SKIPPED_COLUMNS,
    Record,
    write_whole,
)

FAILURES_IN_A_ROW = 3
"""After so many photos that could not be had, the connection is to blame and not the photo."""


@dataclass(frozen=True)
class Bird:
    """What to collect: so many photos of one bird, and where they go."""

    slug: str
    scientific_names: tuple[str, ...]
    kind: str
    photos: int

    @property
    def label(self) -> str:
        """What the classifier is to learn from these photos."""
        return self.slug if self.kind == "birds" else NONE


def birds_of(guide: Guide, per_species: int, per_neighbour: int) -> list[Bird]:
    """The list and its neighbours, each with so many photos to collect."""
    return [
        *(_bird(card, "birds", per_species) for card in guide.species),
        *(
            _bird(bird, "other_birds", per_neighbour)
            for bird in guide.neighbours
            if bird.scientific_name
        ),
    ]


def _bird(bird: Species | Neighbour, kind: str, photos: int) -> Bird:
    names = (bird.scientific_name, *bird.older_scientific_names)
    return Bird(bird.slug, names, kind, photos)


def collect(
    folder: Path,
    birds: list[Bird],
    *,
    place: int | None = None,
    per_observer: int = 3,
    source: INaturalist | None = None,
) -> dict[str, int]:
    """Fill `folder` and its photos.csv; returns the number of photos there are of each bird.

    `place` is iNaturalist's number of a place; without one, photos may come from anywhere. Raises
    click.ClickException, in words for the person at the command line, when iNaturalist cannot be
    reached or a file that is there is not as it should be.
    """
    try:
        collection = Collection(folder, source or INaturalist(), per_observer, place)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    try:
        _fill(collection, birds)
    except (Unavailable, Refused) as error:
        raise click.ClickException(
            f"{error}\nWhat was collected is kept. Run the same command again to go on."
        ) from error
    counts = {bird.slug: len(collection.rows_of(bird)) for bird in birds}
    _tell_what_is_missing(birds, counts)
    return counts


class Collection:
    """A folder of photos that is being filled, and the record of what was taken and skipped."""

    def __init__(
        self, folder: Path, source: INaturalist, per_observer: int, place: int | None
    ) -> None:
        self.folder = folder
        self.source = source
        self.per_observer = per_observer
        self.place = place
        self.photos = Record(folder / "photos.csv", PHOTO_COLUMNS)
        self.skipped = Record(folder / "skipped.csv", SKIPPED_COLUMNS)
        self.failures = 0

    def rows_of(self, bird: Bird) -> list[dict[str, str]]:
        """The rows of photos.csv that show this bird."""
        wanted = (bird.kind, bird.slug)
        return [row for row in self.photos.rows if (row["kind"], row["name"]) == wanted]

    def gather(self, bird: Bird) -> Iterator[FoundPhoto]:
        """Add photos until there are enough of this bird or no more to be had; yields each."""
        rows = self.rows_of(bird)
        missing = bird.photos - len(rows)
        if missing <= 0:
            return
        groups = Counter(row["group"] for row in rows)
        seen = {row["observation"] for row in self.photos.rows + self.skipped.rows}
        for photo in self.source.photos_of(bird.scientific_names, self.place):
            group = _group(photo)
            if str(photo.observation) in seen or groups[group] >= self.per_observer:
                continue
            if not self._add(bird, photo):
                continue
            yield photo
            groups[group] += 1
            missing -= 1
            if not missing:
                return

    def _add(self, bird: Bird, photo: FoundPhoto) -> bool:
        file = self.folder / bird.kind / bird.slug / f"{photo.observation}{photo.suffix}"
        try:
            # It is there without a row if we were killed between the two.
            data = file.read_bytes() if file.exists() else self.source.download(photo.url)
            open_photo(data)
        except (Refused, PhotoError) as error:
            self.skipped.add(_skipped_row(photo, str(error)))
            return False
        except Unavailable:
            self.failures += 1
            if self.failures >= FAILURES_IN_A_ROW:
                raise
            return False
        self.failures = 0
        write_whole(file, data)
        self.photos.add(_photo_row(bird, photo, file.relative_to(self.folder)))
        return True


def _fill(collection: Collection, birds: list[Bird]) -> None:
    wanted = sum(bird.photos for bird in birds)
    with click.progressbar(
        length=wanted, label="Collecting photos", item_show_func=lambda slug: slug or ""
    ) as bar:
        for bird in birds:
            end = bar.pos + bird.photos
            bar.update(min(bird.photos, len(collection.rows_of(bird))), bird.slug)
            for _ in collection.gather(bird):
                bar.update(1, bird.slug)
            bar.update(end - bar.pos, bird.slug)


def _tell_what_is_missing(birds: list[Bird], counts: dict[str, int]) -> None:
    for bird in birds:
        if counts[bird.slug] < bird.photos:
            click.echo(f"{bird.slug}: {counts[bird.slug]} of {bird.photos} photos found")


def _group(photo: FoundPhoto) -> str:
    return f"inaturalist:{photo.observer}"


def _photo_row(bird: Bird, photo: FoundPhoto, file: Path) -> dict[str, str]:
    return {
        "file": file.as_posix(),
        "label": bird.label,
        "kind": bird.kind,
        "name": bird.slug,
        "repository": REPOSITORY,
        "commit": "",
        "licence": photo.licence,
        "group": _group(photo),
        "attribution": photo.attribution,
        "observation": str(photo.observation),
    }


def _skipped_row(photo: FoundPhoto, reason: str) -> dict[str, str]:
    return {
        "repository": REPOSITORY,
        "observation": str(photo.observation),
        "url": photo.url,
        "reason": reason,
    }
