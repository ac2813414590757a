"""Taking one photo out of a gallery."""

import json
from pathlib import Path

import click
import pytest
from flask import Flask

from birdapp.guide.media.gallery import FOLDER, TABLE, faults_of_gallery
from birdapp.training.collecting.record import SKIPPED_COLUMNS, Record
from birdapp.training.collecting.removal import remove_photo
from tests.galleries import row, rows_of, write_gallery
from tests.guide.birds import write
from tests.training.collecting.gathered import birds, gather
from tests.training.collecting.inaturalist_stand_in import StandIn


@pytest.mark.parametrize(
    "name",
    ["bird-0/1001.webp", "bird-0/1001", "1001", "1001.webp", "models/gallery/bird-0/1001.webp",
     "gallery\\bird-0\\1001.webp"],
)  # fmt: skip
def test_a_removed_photo_is_replaced_and_does_not_come_again(
    server: StandIn, tmp_path: Path, name: str
) -> None:
    guide = birds(tmp_path, 1)
    for _ in range(4):
        server.add("Avis species0")
    gather(guide, server, per_species=2)
    assert remove_photo(tmp_path, name) == "bird-0/1001.webp"
    assert not (tmp_path / FOLDER / "bird-0/1001.webp").exists()
    assert list(faults_of_gallery(tmp_path, guide.slugs)) == []
    gather(guide, server, per_species=3)
    found = [each["file"] for each in rows_of(tmp_path / FOLDER)]
    assert found == [f"bird-0/{number}.webp" for number in (1002, 1003, 1004)]
    (skipped,) = Record(tmp_path / FOLDER / "skipped.csv", SKIPPED_COLUMNS).rows
    assert (skipped["observation"], skipped["reason"]) == ("1001", "removed by hand")


@pytest.mark.parametrize("left", ["row and file", "row", "file"])
def test_a_removal_that_was_cut_off_is_made_good(tmp_path: Path, left: str) -> None:
    folder = write_gallery(tmp_path, [row("tui", 1), row("tui", 2)])
    if left == "row":
        (folder / "tui/1.webp").unlink()
    if left == "file":
        Record(folder / TABLE, tuple(rows_of(folder)[0])).drop(rows_of(folder)[0])
    assert remove_photo(tmp_path, "tui/1") == "tui/1.webp"
    assert [each["file"] for each in rows_of(folder)] == ["tui/2.webp"]
    assert [file.name for file in folder.rglob("*.webp")] == ["2.webp"]
    (skipped,) = Record(folder / "skipped.csv", SKIPPED_COLUMNS).rows
    assert skipped["observation"] == "1" and skipped["url"].endswith("/observations/1")


def test_a_photo_of_ones_own_has_no_observation_to_skip(tmp_path: Path) -> None:
    folder = write_gallery(tmp_path, [row("tui", 1, file="tui/mine.webp", observation="")])
    assert remove_photo(tmp_path, "mine") == "tui/mine.webp"
    assert Record(folder / "skipped.csv", SKIPPED_COLUMNS).rows == rows_of(folder) == []


@pytest.mark.parametrize("is_file", [True, False])
def test_where_there_is_no_gallery_none_is_made(tmp_path: Path, is_file: bool) -> None:
    if is_file:
        (tmp_path / FOLDER).write_text("")
    with pytest.raises(click.ClickException, match="There is no gallery in"):
        remove_photo(tmp_path, "tui/1")
    assert not (tmp_path / FOLDER).is_dir()


def test_a_name_that_means_no_photo_makes_no_table(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    with pytest.raises(click.ClickException, match="There is no photo"):
        remove_photo(tmp_path, "tui/1")
    assert list((tmp_path / FOLDER).iterdir()) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("3", "There is no photo"), ("../region.json", "There is no photo"), ("", "There is no photo"),
     ("kea/1", "There is no photo"), ("1", "bellbird/1.webp or tui/1.webp")],
)  # fmt: skip
def test_a_name_that_means_no_photo_removes_nothing(tmp_path: Path, name: str, said: str) -> None:
    folder = write_gallery(write(tmp_path), [row("tui", 1), row("bellbird", 1)])
    with pytest.raises(click.ClickException, match=said):
        remove_photo(tmp_path, name)
    assert len(rows_of(folder)) == len(list(folder.rglob("*.webp"))) == 2
    assert json.loads((tmp_path / "region.json").read_text())


def test_the_command_removes_and_check_tells(app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    write_gallery(write(tmp_path), [row("tui", 1), row("tui", 2, licence="cc-by-nc")])
    checked = runner.invoke(args=["birds", "check", str(tmp_path)])
    assert checked.exit_code == 1 and "not “cc-by-nc”" in checked.stdout
    command = ["birds", "gallery", "--models", str(tmp_path), "--remove"]
    removed = runner.invoke(args=[*command, "tui/2"])
    assert (removed.exit_code, removed.stdout) == (
        0, "Removed tui/2.webp. It will not come back.\n"
    )  # fmt: skip
    assert "gallery" not in runner.invoke(args=["birds", "check", str(tmp_path)]).stdout
    again = runner.invoke(args=[*command, "tui/2"])
    assert again.exit_code == 1 and "There is no photo “tui/2”" in again.stderr
