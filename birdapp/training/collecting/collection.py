"""A folder that is filled with licensed photos, bird by bird, and may be stopped at any moment.

A photo is put in place whole, then its row goes to the folder's table, and what is there is not
fetched again. What a photo becomes on its way into the folder is said by its keeping.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click
from PIL import Image

from birdapp.recognition.photos import PhotoError, open_photo
from birdapp.training.collecting.found_photo import FoundPhoto
from birdapp.training.collecting.inaturalist import INaturalist, Refused, Unavailable
from birdapp.training.collecting.record import REPOSITORY, SKIPPED_COLUMNS, Record, write_whole

FAILURES_IN_A_ROW = 3
"""After so many photos that could not be had, the connection is to blame and not the photo."""


@dataclass(frozen=True)
class Bird:
    """What to collect: so many photos of one bird, and where they go."""

    slug: str
    scientific_names: tuple[str, ...]
    kind: str
    photos: int


class Keeping(Protocol):
    """What is kept of a photo, where, and what is written down about it."""

    @property
    def table(self) -> str: ...

    @property
    def columns(self) -> Sequence[str]: ...

    def is_of(self, row: dict[str, str], bird: Bird) -> bool: ...

    def file_of(self, bird: Bird, photo: FoundPhoto) -> str: ...

    def made_of(self, image: Image.Image, data: bytes) -> bytes: ...

    def row(
        self, bird: Bird, photo: FoundPhoto, file: str, size: tuple[int, int]
    ) -> dict[str, str]: ...


class Collection:
    """A folder of photos that is being filled, and the record of what was taken and skipped.

    Raises RecordError if a file that is there is not as it should be.
    """

    def __init__(
        self,
        folder: Path,
        keeping: Keeping,
        source: INaturalist,
        per_observer: int,
        place: int | None,
    ) -> None:
        self.folder = folder
        self.keeping = keeping
        self.source = source
        self.per_observer = per_observer
        self.place = place
        self.photos = Record(folder / keeping.table, keeping.columns)
        self.skipped = Record(folder / "skipped.csv", SKIPPED_COLUMNS)
        self.failures = 0

    def rows_of(self, bird: Bird) -> list[dict[str, str]]:
        """The rows of the table that show this bird."""
        return [row for row in self.photos.rows if self.keeping.is_of(row, bird)]

    def gather(self, bird: Bird) -> Iterator[FoundPhoto]:
        """Add photos until there are enough of this bird or no more to be had; yields each."""
        rows = self.rows_of(bird)
        missing = bird.photos - len(rows)
        if missing <= 0:
            return
        groups = Counter(row["group"] for row in rows)
        seen = {row["observation"] for row in self.photos.rows + self.skipped.rows}
        for photo in self.source.photos_of(bird.scientific_names, self.place):
            group = group_of(photo)
            if str(photo.observation) in seen or groups[group] >= self.per_observer:
                continue
            seen.add(str(photo.observation))
            if not self._add(bird, photo):
                continue
            yield photo
            groups[group] += 1
            missing -= 1
            if not missing:
                return

    def _add(self, bird: Bird, photo: FoundPhoto) -> bool:
        name = self.keeping.file_of(bird, photo)
        file = self.folder / name
        try:
            # It is there without a row if we were killed between the two.
            data = file.read_bytes() if file.exists() else self._fetch(photo)
            size = open_photo(data).size
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
        self.photos.add(self.keeping.row(bird, photo, name, size))
        return True

    def _fetch(self, photo: FoundPhoto) -> bytes:
        data = self.source.download(photo.url)
        return self.keeping.made_of(open_photo(data), data)


def fill(collection: Collection, birds: list[Bird], label: str) -> dict[str, int]:
    """Gather photos of all the birds; returns the number of photos there are of each.

    Raises click.ClickException, in words for the person at the command line, when iNaturalist
    cannot be reached.
    """
    try:
        _gather_all(collection, birds, label)
    except (Unavailable, Refused) as error:
        raise click.ClickException(
            f"{error}\nWhat was collected is kept. Run the same command again to go on."
        ) from error
    counts = {bird.slug: len(collection.rows_of(bird)) for bird in birds}
    for bird in birds:
        if counts[bird.slug] < bird.photos:
            click.echo(f"{bird.slug}: {counts[bird.slug]} of {bird.photos} photos found")
    return counts


def _gather_all(collection: Collection, birds: list[Bird], label: str) -> None:
    wanted = sum(bird.photos for bird in birds)
    with click.progressbar(
        length=wanted, label=label, item_show_func=lambda slug: slug or ""
    ) as bar:
        for bird in birds:
            end = bar.pos + bird.photos
            bar.update(min(bird.photos, len(collection.rows_of(bird))), bird.slug)
            for _ in collection.gather(bird):
                bar.update(1, bird.slug)
            bar.update(end - bar.pos, bird.slug)


def group_of(photo: FoundPhoto) -> str:
    """Whose photos stand together: those of one observer."""
    return f"inaturalist:{photo.observer}"


def _skipped_row(photo: FoundPhoto, reason: str) -> dict[str, str]:
    return {
        "repository": REPOSITORY,
        "observation": str(photo.observation),
        "url": photo.url,
        "reason": reason,
    }
