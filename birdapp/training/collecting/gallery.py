"""Gather photos to show: a few of each species, small, and with whose they are beside them."""

import io
from pathlib import Path

import click
from PIL import Image

from birdapp.guide.bird_folder import Guide
from birdapp.guide.media.gallery import (
    COLUMNS,
    FOLDER,
    LONGEST_SIDE,
    MOST_BYTES,
    TABLE,
    bytes_of,
)
from birdapp.guide.media.licences import LICENCES
from birdapp.training.collecting.collect import bird_of
from birdapp.training.collecting.collection import Bird, Collection, fill, group_of
from birdapp.training.collecting.found_photo import FoundPhoto
from birdapp.training.collecting.inaturalist import INaturalist, Refused
from birdapp.training.collecting.record import REPOSITORY, in_words

SMALLER_AND_SMALLER = (
    (LONGEST_SIDE, 80), (LONGEST_SIDE, 65), (LONGEST_SIDE, 50), (480, 50), (320, 50), (240, 40),
)  # fmt: skip
"""Longest side in pixels and WebP quality: the first that fits is taken."""

FOR_TABLES = 500
"""So many bytes a photo are kept free for its row, or that of one that was skipped."""

LEAST = 8_000
"""With fewer bytes, a photo shows nothing of a bird."""


def gather_gallery(
    guide: Guide,
    *,
    per_species: int,
    source: INaturalist | None = None,
) -> dict[str, int]:
    """Fill the gallery of a bird folder; returns the number of photos there are of each bird.

    They are of the region's place where it has one, and at most two of a bird by one observer.
    Raises click.ClickException as `collect` does, and where so many photos would not fit.
    """
    folder = guide.folder / FOLDER
    birds = [bird_of(card, "birds", per_species) for card in guide.species]
    keeping = SmallEnough()
    source = source or INaturalist(favourites_first=True)
    source.licences = tuple(LICENCES)
    with in_words(folder):
        collection = Collection(folder, keeping, source, 2, guide.region.inaturalist_place)
        _forget_lost(collection)
        missing = [max(0, bird.photos - len(collection.rows_of(bird))) for bird in birds]
        keeping.share = _share(folder, sum(missing))
        return fill(collection, birds, "Gathering the gallery")


def _forget_lost(collection: Collection) -> None:
    """A photo whose file somebody deleted counts no longer, and may be fetched again."""
    for row in list(collection.photos.rows):
        is_ours = row["repository"] == REPOSITORY
        if is_ours and not (collection.folder / row["file"]).is_file():
            collection.photos.drop(row)


def _share(folder: Path, missing: int) -> int:
    """How many bytes each photo may take that is still to come."""
    left = MOST_BYTES - bytes_of(folder)
    share = left // missing - FOR_TABLES if missing else 0
    if missing and share < LEAST:
        raise click.ClickException(
            f"{missing} more photos do not fit into a gallery of {MOST_BYTES // 1_000_000} MB. "
            "Take fewer of each bird with --per-species."
        )
    return share


class SmallEnough:
    """Keeps photos to show: as WebP without metadata, each in its share of the gallery."""

    table = TABLE
    columns = COLUMNS
    share = MOST_BYTES

    def is_of(self, row: dict[str, str], bird: Bird) -> bool:
        return row["name"] == bird.slug

    def file_of(self, bird: Bird, photo: FoundPhoto) -> str:
        return f"{bird.slug}/{photo.observation}.webp"

    def made_of(self, image: Image.Image, _: bytes) -> bytes:
        return to_webp(image, self.share)

    def row(
        self, bird: Bird, photo: FoundPhoto, file: str, size: tuple[int, int]
    ) -> dict[str, str]:
        width, height = size
        return {
            "file": file,
            "name": bird.slug,
            "author": photo.author,
            "licence": photo.licence,
            "source": photo.source,
            "width": str(width),
            "height": str(height),
            "repository": REPOSITORY,
            "group": group_of(photo),
            "attribution": photo.attribution,
            "observation": str(photo.observation),
        }


def to_webp(image: Image.Image, most_bytes: int) -> bytes:
    """The image as WebP in at most so many bytes. Raises Refused where it cannot be made to fit."""
    for side, quality in SMALLER_AND_SMALLER:
        smaller = image.copy()
        smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
        file = io.BytesIO()
        smaller.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= most_bytes:
            return file.getvalue()
    raise Refused(f"The photo cannot be made to fit into {most_bytes:,} bytes.")
