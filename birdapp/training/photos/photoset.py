"""The folder of training photos: `photos.csv` and the files it lists."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from birdapp.guide.species import NONE, SLUGS

Sort = Literal["listed", "look_alike", "australian", "other_bird", "not_bird"]

AUSTRALIAN = json.loads(Path(__file__).with_name("australian_birds.json").read_text("utf-8"))


@dataclass(frozen=True)
class Photo:
    """One row of photos.csv.

    `label` is a slug of the species list, `none`, or empty where nobody knows. `kind` is `birds`,
    `other_birds`, `not_birds` or `more_birds`; `name` the folder's name. Photos of one `group` may
    share a photographer and are never split between training and validation.
    """

    file: Path
    label: str
    kind: str
    name: str
    group: str

    @property
    def is_bird(self) -> bool:
        """Whether the photo shows a bird of any species."""
        return self.kind != "not_birds"

    @property
    def sort(self) -> Sort:
        """What the photo is for the list: one of it, a look-alike outside it, or further away."""
        if self.label != NONE:
            return "listed"
        if not self.is_bird:
            return "not_bird"
        if self.name in AUSTRALIAN["look_alikes"]:
            return "look_alike"
        return "australian" if self.name in AUSTRALIAN["other"] else "other_bird"


def read_photoset(folder: Path) -> list[Photo]:
    """Read `folder`/photos.csv (columns file, label, kind, name, group).

    Raises ValueError for a label that is neither on the species list nor `none`.
    """
    with (folder / "photos.csv").open(newline="", encoding="utf-8") as rows:
        photos = [
            Photo(folder / row["file"], row["label"], row["kind"], row["name"], row["group"])
            for row in csv.DictReader(rows)
        ]
    unknown = {photo.label for photo in photos} - {*SLUGS, NONE, ""}
    if unknown:
        raise ValueError(f"photos.csv has labels that are not on the species list: {unknown}")
    return photos


def labelled(photos: list[Photo]) -> list[Photo]:
    """Those photos that have a label to learn from."""
    return [photo for photo in photos if photo.label]
