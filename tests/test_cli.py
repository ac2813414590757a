import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from birdapp.guide.species import NONE, SLUGS
from tests.conftest import PHOTOS


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
    assert "rainbow-lorikeet" in lines[1]


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
    assert list(rows[0]) == ["photo", "verdict", *SLUGS, NONE]
    for row in rows:
        assert sum(float(row[label]) for label in [*SLUGS, NONE]) == pytest.approx(1)


def test_json_is_the_answer_of_the_api(runner: FlaskCliRunner, folder: Path) -> None:
    result = runner.invoke(args=["birds", "identify", "--json", str(folder / "magpie.png")])
    answer = json.loads(result.stdout)
    assert answer["photo"] == str(folder / "magpie.png")
    assert len(answer["species"]) == 30


def test_nothing_to_identify_is_a_usage_error(runner: FlaskCliRunner) -> None:
    assert runner.invoke(args=["birds", "identify"]).exit_code == 2
