import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from birdapp.recognition.manifest import NONE
from tests.conftest import GUIDE, PHOTOS


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in PHOTOS.glob("*.png"):
        shutil.copy(file, tmp_path)
    (tmp_path / "notes.txt").write_text("not a photo, and not taken for one")
    return tmp_path


def test_a_folder_gives_a_line_a_photo(runner: FlaskCliRunner, folder: Path) -> None:
    result = runner.invoke(args=["birds", "identify", str(folder)])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        str(folder / name) for name in ("magpie.png", "rainbow-lorikeet.png", "silver-gull.png")
    ]


def test_a_photo_that_fails_is_named_and_the_others_are_done(
    runner: FlaskCliRunner, folder: Path
) -> None:
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 broken")
    result = runner.invoke(args=["birds", "identify", str(folder), str(folder / "gone.jpg")])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3
    assert "broken.jpg" in result.stderr
    assert "gone.jpg: No such file" in result.stderr


def test_csv_has_a_column_a_species(runner: FlaskCliRunner, folder: Path) -> None:
    result = runner.invoke(args=["birds", "identify", "--csv", str(folder)])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0]) == ["photo", "verdict", *GUIDE.slugs, NONE, "neighbour"]
    for row in rows:
        assert sum(float(row[label]) for label in [*GUIDE.slugs, NONE]) == pytest.approx(1)


def test_json_is_the_answer_of_the_api(runner: FlaskCliRunner, folder: Path) -> None:
    result = runner.invoke(args=["birds", "identify", "--json", str(folder / "magpie.png")])
    answer = json.loads(result.stdout)
    assert answer["photo"] == str(folder / "magpie.png")
    assert len(answer["species"]) == len(GUIDE.species)


def test_nothing_to_identify_is_a_usage_error(runner: FlaskCliRunner) -> None:
    assert runner.invoke(args=["birds", "identify"]).exit_code == 2


def test_a_new_folder_and_what_is_not_in_order_in_it(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    birds = str(tmp_path / "birds")
    assert runner.invoke(args=["birds", "new", birds]).exit_code == 0
    again = runner.invoke(args=["birds", "new", birds])
    assert again.exit_code == 1
    assert "not empty" in again.stderr
    species = tmp_path / "birds" / "species.json"
    species.write_text(
        species.read_text().replace('"second-bird", "difference"', '"x", "difference"')
    )
    checked = runner.invoke(args=["birds", "check", birds])
    assert checked.exit_code == 1
    assert checked.stdout.splitlines() == [
        "species.json, first-bird, look_alikes: there is no “x” on the list.",
        "There is no model: birds.json is missing.",
    ]


def test_the_folder_of_the_app_is_in_order(runner: FlaskCliRunner) -> None:
    checked = runner.invoke(args=["birds", "check", str(GUIDE.folder)])
    assert checked.exit_code == 0
    assert f"{len(GUIDE.species)} birds" in checked.stdout


@pytest.mark.parametrize("command", ["train", "evaluate", "export"])
def test_a_folder_that_is_not_in_order_is_not_trained_for(
    runner: FlaskCliRunner, tmp_path: Path, command: str
) -> None:
    photos = [] if command == "export" else ["--photos", str(tmp_path)]
    result = runner.invoke(args=["birds", command, "--models", str(tmp_path), *photos])
    assert result.exit_code == 1
    assert "species.json cannot be read" in result.stderr
    assert "region.json cannot be read" in result.stderr
