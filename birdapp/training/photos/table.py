"""photos.csv as rows of text, and what of it cannot be read as such."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

FILE = "photos.csv"
COLUMNS = ("file", "label", "kind", "name", "group")

Row = dict[str, str]


def read_table(folder: Path) -> tuple[list[tuple[int, Row]], list[str]]:
    """The whole rows of `folder`/photos.csv by their numbers, and a sentence on each fault.

    Rows are numbered as spreadsheets do it: the names of the columns are row 1.
    """
    try:
        data = (folder / FILE).read_bytes()
    except OSError as error:
        return [], [f"{FILE} cannot be read: {error.strerror}."]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        return [], [f"{FILE}, row {row}: is not written in UTF-8. Save it as “CSV UTF-8”."]
    if "\0" in text:
        return [], [f"{FILE} is not a text: it holds zero bytes. Save it as “CSV UTF-8”."]
    faults = list(_faults_of_columns(text.partition("\n")[0].strip()))
    if faults:
        return [], faults
    rows: list[tuple[int, Row]] = []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    number = 1
    try:
        for number, found in enumerate(reader, start=2):
            if None in found or None in found.values():
                there = "more" if None in found else "fewer"
                faults.append(f"{FILE}, row {number}: has {there} columns than row 1 names.")
            else:
                rows.append((number, {name: value.strip() for name, value in found.items()}))
    except csv.Error as error:
        faults.append(f"{FILE}, row {number + 1}: is not CSV: {error}.")
    if not rows and not faults:
        faults.append(f"{FILE} has no row below the names of its columns.")
    return rows, faults


def _faults_of_columns(line: str) -> Iterator[str]:
    if not line:
        yield f"{FILE} is empty, or its row 1 is."
        return
    try:
        names = next(csv.reader([line]))
    except csv.Error as error:
        yield f"{FILE}, row 1: is not CSV: {error}."
        return
    missing = [name for name in COLUMNS if name not in names]
    marks = [mark for mark in (";", "\t", "|") if mark in line]
    if missing and len(names) == 1 and marks:
        shown = "a tab" if marks[0] == "\t" else f"“{marks[0]}”"
        yield f"{FILE}, row 1: columns are separated by {shown}. Save it with commas between them."
    elif missing:
        yield f"{FILE}, row 1: lacks the column {', '.join(missing)}."
    for name in COLUMNS:
        if names.count(name) > 1:
            yield f"{FILE}, row 1: names the column {name} more than once."
