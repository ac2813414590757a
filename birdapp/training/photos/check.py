"""What must hold in a folder of training photos; all that does not is told at once, by row and
file, before anything is computed."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

from birdapp.guide.bird_folder import FolderError, Guide, read_guide
from birdapp.recognition.manifest import NONE
from birdapp.recognition.photos import PhotoError, open_photo
from birdapp.training.photos.photoset import Photo, faults_of_rows, is_file, labelled, to_photos
from birdapp.training.photos.table import FILE, read_table
from birdapp.training.recipe import Recipe


@dataclass(frozen=True)
class Findings:
    """What became of looking a folder through: its photos, and sentences."""

    photos: list[Photo]
    faults: list[str]
    damaged: list[str]
    """One sentence on each photo that cannot be read; these can be left out."""
    remarks: list[str]
    """What hinders nothing, but may not be meant."""


def look_through(folder: Path, guide: Guide, folds: int, measured: bool) -> Findings:
    """Read photos.csv and open every photo that it lists.

    Whether the photos can be split into `folds` by their groups is a fault where they are to be
    `measured`, else a remark.
    """
    rows, faults = read_table(folder)
    faults += faults_of_rows(folder, rows, guide)
    there = [(number, row) for number, row in rows if is_file(folder / row["file"])]
    damaged = dict(_damaged(folder, [(number, row["file"]) for number, row in there]))
    if faults:
        return Findings([], faults, list(damaged.values()), [])
    photos = to_photos(folder, [row for number, row in there if number not in damaged], guide)
    of_groups = list(_faults_of_groups(labelled(photos), folds))
    return Findings(
        photos,
        [*_faults_of_labels(photos), *(of_groups if measured else [])],
        list(damaged.values()),
        [*_remarks(photos, guide), *([] if measured else of_groups)],
    )


def sound_photos(
    folder: Path,
    guide: Guide,
    folds: int = 0,
    measured: bool = False,
    skip_damaged: bool = False,
) -> list[Photo]:
    """The photos of a folder that is in order; remarks go to standard error.

    Damaged ones are told and left out with `skip_damaged`; else they are faults. Raises
    click.ClickException with all faults, a line each.
    """
    found = look_through(folder, guide, folds, measured)
    faults = found.faults if skip_damaged else [*found.faults, *found.damaged]
    if faults:
        skip = "\nTo leave out photos that cannot be read, add --skip-damaged."
        hint = skip if found.damaged and not skip_damaged else ""
        raise click.ClickException("\n".join(faults) + hint)
    for sentence in (*(f"Left out: {each}" for each in found.damaged), *found.remarks):
        click.echo(sentence, err=True)
    return found.photos


def _damaged(folder: Path, files: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The rows whose photos cannot be read, and a sentence on each."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        reasons = threads.map(lambda entry: _why_unreadable(folder / entry[1]), files)
        for (number, file), reason in zip(files, reasons, strict=True):
            if reason:
                yield number, f"{FILE}, row {number} ({file}): {reason}"


def _why_unreadable(file: Path) -> str | None:
    try:
        open_photo(file.read_bytes())
    except PhotoError as error:
        return str(error)
    except OSError as error:
        return f"It cannot be read: {error.strerror}."
    return None


def _faults_of_labels(photos: list[Photo]) -> Iterator[str]:
    """What cannot be learnt: something has to be told from something else."""
    labels = {photo.label for photo in photos if photo.label}
    if NONE not in labels:
        yield (
            f"{FILE}: no photo has the label none. The classifier needs some of other birds, and "
            "of no bird."
        )
    if not labels - {NONE}:
        yield f"{FILE}: no photo has the label of a bird on the list."


def _faults_of_groups(photos: list[Photo], folds: int) -> Iterator[str]:
    """What cannot be measured: photos of one group are never learnt from and judged at once."""
    groups = {photo.group for photo in photos}
    if len(groups) < folds:
        yield (
            f"{FILE}: its photos are of {len(groups)} group{'s' * (len(groups) != 1)}. To measure, "
            f"at least {folds} are needed: who took a photo is its group."
        )
        return
    for words, wanted in (("with the label none", True), ("of birds on the list", False)):
        part = [photo for photo in photos if (photo.label == NONE) is wanted]
        if part and len({photo.group for photo in part}) == 1:
            yield f"{FILE}: all photos {words} are of one group. To measure, more are needed."
    counts = Counter(photo.label for photo in photos)
    if counts and max(counts.values()) < folds:
        yield f"{FILE}: no label has {folds} photos. To measure, one must have that many."


def _remarks(photos: list[Photo], guide: Guide) -> Iterable[str]:
    counts = Counter(photo.label for photo in photos)
    without = [slug for slug in guide.slugs if not counts[slug]]
    if without and len(without) < len(guide.slugs):
        yield f"{FILE}: no photo of {', '.join(without)}; a bird without a photo is never named."


def told_of(photos: Path, birds: Path) -> tuple[list[str], list[str]]:
    """The faults and remarks of a folder of photos, for the birds of a bird folder."""
    try:
        guide = read_guide(birds)
    except FolderError:
        return [f"{FILE} is looked through once the bird folder's own files are in order."], []
    found = look_through(photos, guide, Recipe().folds, measured=True)
    return [*found.faults, *found.damaged], found.remarks
