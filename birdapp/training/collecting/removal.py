"""Take a photo out of the gallery. This asks nobody, so it needs no more than what serves."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import click

from birdapp.guide.media.gallery import COLUMNS, FILE, FOLDER, TABLE
from birdapp.training.collecting.record import REPOSITORY, SKIPPED_COLUMNS, Record


def remove_photo(birds: Path, name: str) -> str:
    """Take a photo out of the gallery so that it does not come again; returns its path there.

    `name` is the path or the file's name, with or without what stands before and after. Raises
    click.ClickException, in words, where it means no photo or more than one.
    """
    folder = birds / FOLDER
    try:
        table = Record(folder / TABLE, COLUMNS)
        skipped = Record(folder / "skipped.csv", SKIPPED_COLUMNS)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    there = (file.relative_to(folder).as_posix() for file in folder.rglob("*.webp"))
    file = _meant(name, [*(row["file"] for row in table.rows), *there])
    # In this order, a run that is stopped halfway is made good by the same command.
    for row in [row for row in table.rows if row["file"] == file]:
        skipped.add(
            {
                "repository": REPOSITORY,
                "observation": row["observation"],
                "url": row["source"],
                "reason": "removed by hand",
            }
        )
        table.drop(row)
    (folder / file).unlink(missing_ok=True)
    return file


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
