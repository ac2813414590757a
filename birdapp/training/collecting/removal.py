"""Take a photo out of the gallery. This asks nobody, so it needs no more than what serves."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import click

from birdapp.guide.media.gallery import COLUMNS, FILE, FOLDER, TABLE
from birdapp.training.collecting.found_photo import OBSERVATIONS
from birdapp.training.collecting.record import REPOSITORY, SKIPPED_COLUMNS, Record, in_words


def remove_photo(birds: Path, name: str) -> str:
    """Take a photo out of the gallery so that it does not come again; returns its path there.

    `name` is the path or the file's name, with or without what stands before and after. Raises
    click.ClickException, in words, where it means no photo or more than one.
    """
    folder = birds / FOLDER
    if not folder.is_dir():
        raise click.ClickException(f"There is no gallery in {birds}.")
    with in_words(folder):
        return _removed(folder, name)


def _removed(folder: Path, name: str) -> str:
    # A record is made where there is none, so none is opened before it is needed.
    table = Record(folder / TABLE, COLUMNS) if (folder / TABLE).exists() else None
    rows = table.rows if table else []
    there = (file.relative_to(folder).as_posix() for file in folder.rglob("*.webp"))
    file = _meant(name, [*(row["file"] for row in rows), *there])
    skipped = Record(folder / "skipped.csv", SKIPPED_COLUMNS)
    # In this order, a run that is stopped halfway is made good by the same command.
    for number in _observations(file, rows) - {row["observation"] for row in skipped.rows}:
        skipped.add(
            {
                "repository": REPOSITORY,
                "observation": number,
                "url": f"{OBSERVATIONS}/{number}",
                "reason": "removed by hand",
            }
        )
    for row in [row for row in rows if row["file"] == file]:
        if table:
            table.drop(row)
    (folder / file).unlink(missing_ok=True)
    return file


def _observations(file: str, rows: Iterable[dict[str, str]]) -> set[str]:
    """The observation of a photo by its row, or by the name it was given when it was fetched."""
    found = {row["observation"] for row in rows if row["file"] == file} - {""}
    name = PurePosixPath(file).stem
    return found or ({name} if name.isdecimal() else set())


def _meant(name: str, files: Iterable[str]) -> str:
    wanted = PurePosixPath(name.replace("\\", "/").removesuffix(".webp"))
    found = {
        file
        for file in files
        if FILE.fullmatch(file)
        and PurePosixPath(file).stem == wanted.name
        and wanted.parent.name in ("", PurePosixPath(file).parent.name)
    }
    if not found:
        raise click.ClickException(f"There is no photo “{name}” in the gallery.")
    if len(found) > 1:
        raise click.ClickException(f"“{name}” may be {' or '.join(sorted(found))}.")
    return found.pop()
