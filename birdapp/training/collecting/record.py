"""Files that can be trusted after a kill at any moment: written whole, or row by row."""

import csv
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

REPOSITORY = "inaturalist.org"
"""The column `repository` of every row that is written here."""

PHOTO_COLUMNS = (
    "file",
    "label",
    "kind",
    "name",
    "repository",
    "commit",
    "licence",
    "group",
    "attribution",
    "observation",
)
SKIPPED_COLUMNS = ("repository", "observation", "url", "reason")


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Tell the person at the command line what is wrong with a folder or a record in it."""
    if folder.exists() and not folder.is_dir():
        raise click.ClickException(f"{folder} is a file; there should be a folder.")
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        place, reason = error.filename or folder, error.strerror or error
        raise click.ClickException(f"{place} cannot be read or written: {reason}.") from error
    except RecordError as error:
        raise click.ClickException(str(error)) from error


def write_whole(file: Path, data: bytes) -> None:
    """Write `file` so that it is there complete or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.write_bytes(data)
    unfinished.replace(file)


class RecordError(ValueError):
    """A record that is there is not as it should be; the message says why in a sentence."""


class Record:
    """A CSV file that grows by one row at a time; `rows` is what it holds.

    Raises RecordError if the file is there already with other columns, or not in UTF-8.
    """

    def __init__(self, file: Path, columns: Sequence[str]) -> None:
        self.file = file
        self.columns = columns
        if not file.exists():
            write_whole(file, _line(columns))
        _mend_last_row(file, columns)
        self.rows = self._read()

    def add(self, row: dict[str, str]) -> None:
        """Append a row; it is with the operating system when this returns."""
        # One row is one line, so that a half-written one shows by its missing line end.
        values = [" ".join(row[column].split()) for column in self.columns]
        with self.file.open("ab") as out:
            out.write(_line(values))
        self.rows.append(row)

    def drop(self, row: dict[str, str]) -> None:
        """Take a row out; the file is there with it or without it, and never without others."""
        self.rows.remove(row)
        lines = [[row[column] for column in self.columns] for row in self.rows]
        write_whole(self.file, b"".join(map(_line, [self.columns, *lines])))

    def _read(self) -> list[dict[str, str]]:
        try:
            with self.file.open(newline="", encoding="utf-8") as lines:
                reader = csv.DictReader(lines)
                names, rows = tuple(reader.fieldnames or ()), list(reader)
        except UnicodeDecodeError as error:
            raise RecordError(f"{self.file} is not written in UTF-8.") from error
        if names != tuple(self.columns):
            raise RecordError(f"{self.file} must have these columns: {','.join(self.columns)}")
        return rows


def _line(values: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(values)
    return text.getvalue().encode()


def _mend_last_row(file: Path, columns: Sequence[str]) -> None:
    """Drop a row that was cut off by a kill; one that somebody wrote by hand gets its line end."""
    text = file.read_bytes()
    start = text.rfind(b"\n") + 1
    last = text[start:]
    if not last:
        return
    values = next(csv.reader([last.decode(errors="replace")]))
    if len(values) == len(columns) and REPOSITORY not in values:
        write_whole(file, text + b"\n")
        return
    os.truncate(file, start)
