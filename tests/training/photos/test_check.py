"""Folders of training photos with every fault that people's own have had, and some more."""

import csv
import io
from pathlib import Path

import click
import pytest
from flask import Flask

from birdapp.guide.bird_folder import Guide, read_guide
from birdapp.training.photos.check import look_through, sound_photos
from tests.guide.birds import write
from tests.images import encode, gradient

NAMES = ("file", "label", "kind", "name", "group")
BIRDS = ("tui", "bellbird", "cuckoo")
JPEG = encode(gradient(60, 50))

Rows = list[list[str]]


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return read_guide(write(tmp_path / "birds"))


def rows_of(groups: int = 6) -> Rows:
    """A folder without a fault: rows 2 to 31."""
    shown = [*((bird, "birds") for bird in BIRDS), ("none", "other_birds"), ("none", "not_birds")]
    return [
        [f"{kind}-{label}-{number}.jpg", label, kind, label, f"group {number % groups}"]
        for label, kind in shown
        for number in range(6)
    ]


def write_rows(folder: Path, rows: Rows, encoding: str = "utf-8", **dialect: str) -> Path:
    """photos.csv, and the photos that it names."""
    text = io.StringIO()
    csv.writer(text, **dialect).writerows([list(NAMES), *rows])  # type: ignore[arg-type]
    folder.mkdir(exist_ok=True)
    (folder / "photos.csv").write_bytes(text.getvalue().encode(encoding))
    for row in rows:
        if row and row[0].endswith(".jpg"):
            (folder / row[0]).write_bytes(JPEG)
    return folder


def changed(row: int, **entries: str) -> Rows:
    """The folder without a fault, with other entries in a row."""
    rows = rows_of()
    for name, value in entries.items():
        rows[row - 2][NAMES.index(name)] = value
    return rows


def faults_in(folder: Path, guide: Guide) -> list[str]:
    with pytest.raises(click.ClickException) as refusal:
        sound_photos(folder, guide, folds=5, measured=True)
    return refusal.value.message.splitlines()


def test_a_folder_in_order(tmp_path: Path, guide: Guide) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        folder = write_rows(tmp_path / "photos", rows_of(), encoding)
        found = look_through(folder, guide, folds=5, measured=True)
        assert (found.faults, found.damaged, found.remarks) == ([], [], [])
        assert len(found.photos) == 30


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (changed(4, label="tuy"), "row 4 (birds-tui-2.jpg): there is no “tuy” on the list; “tui”"),
        (changed(9, label="Bellbird"), "row 9 (birds-bellbird-1.jpg): there is no “Bellbird”"),
        (changed(2, kind="bird"), "row 2 (birds-tui-0.jpg): “kind” must be one of birds, other"),
        (changed(31, kind=""), "row 31 (not_birds-none-5.jpg): “kind” must be one of"),
        (changed(3, kind="not_birds"), "row 3 (birds-tui-1.jpg): is said to be of no bird"),
        (changed(3, group=" "), "row 3 (birds-tui-1.jpg): “group” must not be empty"),
        (changed(3, file=""), "row 3 (no file): “file” must not be empty"),
        (changed(3, file="gone.png"), "row 3 (gone.png): there is no such file."),
        (changed(3, file="a" * 300), "there is no such file."),
        (changed(3, file="."), "row 3 (.): there is no such file."),
        (changed(3, file="birds-tui-0.jpg"), "row 3 (birds-tui-0.jpg): is in row 2 already."),
        ([*rows_of(), ["a.jpg", "tui", "birds"]], "row 32: has fewer columns than row 1 names."),
        ([*rows_of(), ["a.jpg", *"12345"]], "row 32: has more columns than row 1 names."),
        (rows_of(groups=1), "its photos are of 1 group. To measure, at least 5 are needed"),
        (rows_of(groups=4), "its photos are of 4 groups."),
        ([row for row in rows_of() if row[1] != "none"], "no photo has the label none."),
        ([row for row in rows_of() if row[1] == "none"], "no photo has the label of a bird"),
        ([[*row[:4], "one"] if row[1] == "none" else row for row in rows_of()], "are of one group"),
        ([row for row in rows_of() if row[0][-5] < "2"], "are of 2 groups"),
        ([], "has no row below the names"),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_row_and_file(
    tmp_path: Path, guide: Guide, rows: Rows, said: str
) -> None:
    (told,) = faults_in(write_rows(tmp_path / "photos", rows), guide)
    assert told.startswith("photos.csv") and said in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("file;label;kind;name;group\n", "row 1: columns are separated by “;”"),
        ("file\tlabel\tkind\tname\tgroup\n", "row 1: columns are separated by a tab"),
        ("file,label\na.jpg,tui\n", "row 1: lacks the column kind, name, group."),
        ("File,Label,Kind,Name,Group\n", "row 1: lacks the column file, label"),
        ("file,label,label,kind,name,group\n", "names the column label more than once"),
        ("", "is empty"),
        ("\n\n", "is empty"),
        (",".join(NAMES) + "\na.jpg,tui,birds,kererū,g\n", "row 2: is not written in UTF-8"),
        ("file,label,kind,name,group,é\n", "row 1: is not written in UTF-8"),
        (",".join(NAMES) + "\n\0\n", "zero bytes"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(
    tmp_path: Path, guide: Guide, text: str, said: str
) -> None:
    encoding = "cp1257" if "UTF-8" in said else "utf-8"
    (tmp_path / "photos.csv").write_bytes(text.encode(encoding))
    (told,) = faults_in(tmp_path, guide)
    assert said in told


def test_a_table_that_is_not_there_is_told(tmp_path: Path, guide: Guide) -> None:
    assert "photos.csv cannot be read: No such file" in faults_in(tmp_path, guide)[0]
    (tmp_path / "photos.csv").write_bytes("file,label\n".encode("utf-16"))
    assert "row 1: is not written in UTF-8" in faults_in(tmp_path, guide)[0]


DAMAGED = {2: JPEG[: len(JPEG) // 2], 9: b"", 20: b"<html>not a photo</html>", 31: b"GIF89a"}


def with_damage(folder: Path) -> Path:
    write_rows(folder, rows_of())
    for row, data in DAMAGED.items():
        (folder / rows_of()[row - 2][0]).write_bytes(data)
    return folder


def test_all_faults_are_in_one_list(tmp_path: Path, guide: Guide) -> None:
    folder = with_damage(tmp_path / "photos")
    rows = changed(4, label="dodo", kind="fish")
    rows[10][0] = "gone.png"
    write_rows(tmp_path / "other", rows)
    (folder / "photos.csv").write_bytes((tmp_path / "other" / "photos.csv").read_bytes())
    told = faults_in(folder, guide)
    assert len(told) == 3 + len(DAMAGED) + 1
    for row in (4, 12, *DAMAGED):
        assert any(f"row {row} (" in sentence for sentence in told)
    assert "--skip-damaged" in told[-1]


def test_damaged_photos_can_be_left_out(
    tmp_path: Path, guide: Guide, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = with_damage(tmp_path / "photos")
    photos = sound_photos(folder, guide, folds=5, measured=True, skip_damaged=True)
    assert len(photos) == 30 - len(DAMAGED)
    said = capsys.readouterr().err
    assert said.count("Left out: ") == len(DAMAGED)
    assert "row 20 (other_birds-none-0.jpg)" in said


def test_what_is_left_after_leaving_out_is_judged(tmp_path: Path, guide: Guide) -> None:
    folder = write_rows(tmp_path / "photos", rows_of())
    for file in folder.glob("*-none-*.jpg"):
        file.write_bytes(b"damaged")
    with pytest.raises(click.ClickException, match="no photo has the label none"):
        sound_photos(folder, guide, skip_damaged=True)


def test_a_bird_without_a_photo_is_remarked(
    tmp_path: Path, guide: Guide, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row for row in rows_of(groups=2) if row[1] != "cuckoo"]
    assert len(sound_photos(write_rows(tmp_path / "photos", rows), guide, folds=5)) == 24
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "photos.csv: no photo of cuckoo; a bird without a photo is never named."
    assert "of 2 groups" in said[1]


@pytest.mark.parametrize("command", ["train", "evaluate", "compare"])
def test_nothing_is_computed_and_no_run_claimed_for_a_folder_with_faults(
    app: Flask, tmp_path: Path, guide: Guide, command: str
) -> None:
    run, folder = tmp_path / "run", with_damage(tmp_path / "photos")
    arguments = ["--models", str(guide.folder), "--photos", str(folder), "--run", str(run)]
    result = app.test_cli_runner().invoke(args=["birds", command, *arguments])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].startswith("Loading PyTorch")
    assert result.stderr.count("photos.csv, row ") == len(DAMAGED)
    assert not run.exists()


def test_check_says_the_same(app: Flask, tmp_path: Path, guide: Guide) -> None:
    folder = with_damage(tmp_path / "photos")
    arguments = ["birds", "check", str(guide.folder), "--photos", str(folder)]
    result = app.test_cli_runner().invoke(args=arguments)
    assert result.exit_code == 1
    told = faults_in(folder, guide)[:-1]
    assert result.stdout.splitlines() == ["There is no model: birds.json is missing.", *told]
    (guide.folder / "species.json").write_bytes(b"\n{\xe9")
    told = app.test_cli_runner().invoke(args=arguments).stdout.splitlines()
    assert told[0] == "species.json, line 2: is not written in UTF-8."
    assert "once the bird folder's own files are in order" in told[-1]
