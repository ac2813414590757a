"""The folder of training photos: `photos.csv` and the files it lists."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from birdapp.guide.bird_folder import Guide
from birdapp.guide.species import Neighbour
from birdapp.recognition.manifest import NONE
from birdapp.training.photos.table import FILE, Row

KINDS = ("birds", "other_birds", "not_birds", "more_birds")

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


def faults_of_rows(folder: Path, rows: Sequence[tuple[int, Row]], guide: Guide) -> Iterator[str]:
    """A sentence on each entry that cannot be, by its row and file."""
    rows_of: dict[str, int] = {}
    for number, row in rows:
        file = row["file"]
        for text in _faults_of_row(folder, row, guide):
            yield f"{FILE}, row {number} ({file or 'no file'}): {text}."
        if file and rows_of.setdefault(file, number) != number:
            yield f"{FILE}, row {number} ({file}): is in row {rows_of[file]} already."


def _faults_of_row(folder: Path, row: Row, guide: Guide) -> Iterator[str]:
    if not row["file"]:
        yield "“file” must not be empty"
    elif not is_file(folder / row["file"]):
        yield "there is no such file"
    if row["label"] not in {*guide.vocab, ""}:
        yield f"there is no “{row['label']}” on the list{_nearest(row['label'], guide.vocab)}"
    if row["kind"] not in KINDS:
        yield f"“kind” must be one of {', '.join(KINDS)}, not “{row['kind']}”"
    elif row["kind"] == "not_birds" and row["label"] not in ("", NONE):
        yield f"is said to be of no bird, and to show “{row['label']}”"
    if row["label"] and not row["group"]:
        yield "“group” must not be empty: it says who took the photo"


def is_file(path: Path) -> bool:
    """Whether it is a file; False, too, for what can be no path."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _nearest(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word.lower().replace(" ", "-"), known, n=1)
    return f"; “{near[0]}” is" if near else ""


def to_photos(folder: Path, rows: Sequence[Row], guide: Guide) -> list[Photo]:
    """Rows without a fault as photos."""
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
