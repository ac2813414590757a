"""The gallery of a bird folder: photographs of its birds, and whose each one is.

A photograph without a complete and allowed entry in gallery.csv is never shown. The gallery is an
extra: what is not in order in it is told, and the rest is served.
"""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from birdapp.guide.check import is_web_address
from birdapp.guide.media.licences import LICENCES, Licence
from birdapp.reading import UNFIT
from birdapp.recognition.photos import PhotoError, open_photo

FOLDER, TABLE = "gallery", "gallery.csv"

MOST_OF_A_BIRD = 6
MOST_BYTES = 15_000_000
"""The whole gallery, its tables included."""

LONGEST_SIDE = 640
"""Pixels."""

COLUMNS = (
    "file", "name", "author", "licence", "source", "width", "height",
    "repository", "group", "attribution", "observation",
)  # fmt: skip
"""Of gallery.csv; `name` is the bird's slug, the rest is named as in the photos to train with."""

FILE = re.compile(r"[a-z0-9-]+/[A-Za-z0-9_-]+\.webp")


@dataclass(frozen=True)
class Picture:
    """A photograph of a bird; `file` is its path in the gallery, sizes are in pixels.

    `author` is who took it, `source` the web address where it was found, `attribution` the
    author's own words.
    """

    file: str
    slug: str
    author: str
    licence: Licence
    source: str
    width: int
    height: int
    attribution: str


@dataclass(frozen=True)
class Gallery:
    """The pictures that may be shown, and in a sentence each what is not in order."""

    folder: Path
    pictures: tuple[Picture, ...] = ()
    faults: tuple[str, ...] = ()

    @cached_property
    def by_file(self) -> dict[str, Picture]:
        """The pictures by their paths in the gallery."""
        return {picture.file: picture for picture in self.pictures}

    def of(self, slug: str) -> tuple[Picture, ...]:
        """The pictures of a bird, in the table's order."""
        return tuple(picture for picture in self.pictures if picture.slug == slug)


def read_gallery(birds: Path, slugs: Collection[str]) -> Gallery:
    """Read the gallery of a bird folder whose list is `slugs`; an empty one where there is none."""
    folder = birds / FOLDER
    if not folder.is_dir():
        return Gallery(folder)
    try:
        rows = _rows(folder / TABLE)
    except (OSError, ValueError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        return Gallery(folder, (), (f"{FOLDER}/{TABLE} cannot be read: {reason}.",))
    faults: list[str] = []
    pictures: dict[str, Picture] = {}
    for number, row in enumerate(rows, start=2):
        try:
            picture = _picture(row, folder, slugs)
            _must_have_room(picture, pictures)
        except ValueError as error:
            faults.append(f"{FOLDER}/{TABLE}, {row.get('file') or f'line {number}'}: {error}.")
        else:
            pictures[picture.file] = picture
    faults += _faults_of_files(folder, {row.get("file") for row in rows})
    return Gallery(folder, tuple(pictures.values()), tuple(faults))


def faults_of_gallery(birds: Path, slugs: Collection[str]) -> Iterator[str]:
    """All that is not in order in the gallery; this opens every picture, which takes a moment."""
    gallery = read_gallery(birds, slugs)
    yield from gallery.faults
    for picture in gallery.pictures:
        fault = _fault_of_picture(picture, gallery.folder)
        if fault:
            yield f"{FOLDER}/{picture.file}: {fault}."


def bytes_of(folder: Path) -> int:
    """What all files of the gallery take together."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"it must have these columns: {','.join(COLUMNS)}")
        return list(reader)


def _picture(row: dict[str, str], folder: Path, slugs: Collection[str]) -> Picture:
    """The picture that a row describes. Raises ValueError, in words, where it cannot be shown."""
    if set(row) != set(COLUMNS) or None in row.values():
        raise ValueError("the row must have as many cells as there are columns")
    if any(UNFIT.search(cell) for cell in row.values()):
        raise ValueError("a cell holds characters that cannot be shown")
    if not FILE.fullmatch(row["file"]):
        raise ValueError("the file must be named as in a-bird/12345.webp")
    if row["name"] not in slugs:
        raise ValueError(f"there is no “{row['name']}” on the list")
    if row["licence"] not in LICENCES:
        allowed = ", ".join(LICENCES)
        raise ValueError(f"the licence must be one of {allowed}, not “{row['licence']}”")
    if not row["author"].strip():
        raise ValueError("the author is missing")
    if not is_web_address(row["source"]):
        raise ValueError(f"the source must be a web address, not “{row['source']}”")
    if not (folder / row["file"]).is_file():
        raise ValueError("there is no such file")
    return Picture(
        row["file"], row["name"], row["author"].strip(), LICENCES[row["licence"]], row["source"],
        _side(row["width"]), _side(row["height"]), row["attribution"].strip(),
    )  # fmt: skip


def _side(text: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= LONGEST_SIDE:
        raise ValueError(f"width and height must be from 1 to {LONGEST_SIDE}, not “{text}”")
    return int(text)


def _must_have_room(picture: Picture, others: dict[str, Picture]) -> None:
    if picture.file in others:
        raise ValueError("the file appears more than once")
    if Counter(other.slug for other in others.values())[picture.slug] >= MOST_OF_A_BIRD:
        raise ValueError(f"a bird may have {MOST_OF_A_BIRD} photos at most")


def _faults_of_files(folder: Path, listed: set[str | None]) -> Iterator[str]:
    for file in sorted(folder.rglob("*.webp")):
        name = file.relative_to(folder).as_posix()
        if name not in listed:
            yield f"{FOLDER}/{name}: {TABLE} has no row for it, so nobody knows who took it."
    total = bytes_of(folder)
    if total > MOST_BYTES:
        yield f"{FOLDER}: its files take {total:,} bytes; the limit is {MOST_BYTES:,}."


def _fault_of_picture(picture: Picture, folder: Path) -> str:
    try:
        data = (folder / picture.file).read_bytes()
        size = open_photo(data).size
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    except PhotoError:
        return "it is damaged, or no photo"
    if data[:4] + data[8:12] != b"RIFFWEBP":
        return "it must be a WebP file"
    if size != (picture.width, picture.height):
        return f"it is {size[0]} × {size[1]} pixels, and {TABLE} says otherwise"
    return ""
