"""The folder of training photos: `photos.csv` and the files it lists."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from birdapp.guide.bird_folder import Guide
from birdapp.guide.species import Neighbour
from birdapp.recognition.manifest import NONE

COLUMNS = ("file", "label", "kind", "name", "group")

Sort = Literal["listed", "look_alike", "regional", "other_bird", "not_bird"]
"""What a photo is for the list: one of it, a look-alike outside it, or further away."""


@dataclass(frozen=True)
class Photo:
    """One row of photos.csv.

    `label` is a slug of the species list, `none`, or empty where nobody knows. `kind` is `birds`,
    `other_birds`, `not_birds` or `more_birds`; `name` the folder's name. Photos of one `group` may
    share a photographer and are never split between training and validation. `neighbour` is the
    slug of the bird outside the list that it shows, where the guide knows it.
    """

    file: Path
    label: str
    kind: str
    name: str
    group: str
    sort: Sort
    neighbour: str = ""

    @property
    def is_bird(self) -> bool:
        """Whether the photo shows a bird of any species."""
        return self.kind != "not_birds"


def read_photoset(folder: Path, guide: Guide) -> list[Photo]:
    """Read `folder`/photos.csv (columns file, label, kind, name, group).

    Raises click.ClickException where it is not there, lacks a column, or has a label that is
    neither on the guide's list nor `none`.
    """
    file = folder / "photos.csv"
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} cannot be read: {error}.") from error
    missing = [column for column in COLUMNS if rows and column not in rows[0]]
    if missing:
        raise click.ClickException(f"{file} lacks the column {', '.join(missing)}.")
    unknown = sorted({row["label"] for row in rows} - {*guide.vocab, ""})
    if unknown:
        named = ", ".join(unknown)
        raise click.ClickException(f"{file} has labels that are not on the species list: {named}.")
    sort = _sorter(guide)
    neighbours = {name: bird.slug for bird in guide.neighbours for name in names_of(bird)}
    return [
        Photo(
            folder / row["file"],
            row["label"],
            row["kind"],
            row["name"],
            row["group"],
            sort(row),
            neighbours.get(row["name"], "") if row["kind"] == "other_birds" else "",
        )
        for row in rows
    ]


def names_of(bird: Neighbour) -> tuple[str, ...]:
    """The names under which photos of a bird outside the list may lie."""
    return (bird.slug, *bird.photo_names)


def _sorter(guide: Guide) -> Callable[[dict[str, str]], Sort]:
    look_alikes = {name for bird in guide.look_alikes for name in names_of(bird)}
    regional = guide.region_photo_names | {bird.slug for bird in guide.neighbours}

    def sort(row: dict[str, str]) -> Sort:
        if row["label"] != NONE:
            return "listed"
        if row["kind"] == "not_birds":
            return "not_bird"
        if row["name"] in look_alikes:
            return "look_alike"
        return "regional" if row["name"] in regional else "other_bird"

    return sort


def labelled(photos: list[Photo]) -> list[Photo]:
    """Those photos that have a label to learn from."""
    return [photo for photo in photos if photo.label]
