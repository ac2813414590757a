import csv
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from PIL import Image

from birdapp.guide.wording import with_article
from birdapp.printed import as_line
from birdapp.recognition.identification import Score
from birdapp.recognition.manifest import NONE
from birdapp.settings import ROOT
from birdapp.web.api import to_json
from tests.conftest import GUIDE, PHOTOS
from tests.images import HEIC, encode
from tests.web.made_up import answered


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


def test_a_line_has_names_and_claims_no_more_than_is_known(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    surely = answered("almost_certainly", 0.9999)
    doubted = replace(answered("none", 0.0), neighbour=Score(GUIDE.neighbours[0].slug, 0.4))
    manifest = app.extensions["classifier"].manifest
    for found in (surely, doubted):
        as_line(Path("p.jpg"), to_json(found, GUIDE, manifest), GUIDE)
    first, outside = GUIDE.species[0], GUIDE.neighbours[0]
    sure, none = capsys.readouterr().out.splitlines()
    of = f"none of the {len(GUIDE.species)}"
    assert sure.endswith(f"({first.common_name} > 99%, {of} < 1%)")
    assert none.endswith(
        f"({first.common_name} < 1%, {of} > 99%, including 40% for {with_article(outside)})"
    )


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


def test_only_commands_that_identify_load_the_classifier(tmp_path: Path) -> None:
    quiet = run_flask("new", tmp_path / "birds", BIRDAPP_MODELS=str(tmp_path / "birds"))
    assert quiet.returncode == 0
    assert quiet.stderr == ""
    loud = run_flask("identify", PHOTOS / "magpie.png")
    assert "Loaded the ONNX export" in loud.stderr
    assert "SECRET_KEY" not in loud.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
@pytest.mark.parametrize("form", ["--csv", "--json", ""])
def test_a_name_that_the_terminal_cannot_show_ends_nothing(
    tmp_path: Path, form: str, encoding: str
) -> None:
    magpie = (PHOTOS / "magpie.png").read_bytes()
    photos = {b"caf\xe9.png": magpie, "ruru-ルル.png".encode(): magpie, b"\x80bad.jpg": b"broken"}
    for name, data in photos.items():
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(data)
    done = run_flask(
        "identify", *filter(None, [form]), tmp_path,
        PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C.UTF-8",
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert "bad.jpg" in done.stderr
    assert len(done.stdout.splitlines()) == 2 + (form == "--csv")
    assert done.stdout.count("Magpie") >= 2


def test_what_systems_lay_beside_photos_is_no_photo(runner: FlaskCliRunner, folder: Path) -> None:
    for place in (
        ".trash",
        "@eaDir/magpie.png",
        "#recycle",
        "$RECYCLE.BIN",
        "__MACOSX",
        ".Trashes",
    ):
        (folder / place).mkdir(parents=True)
        shutil.copy(PHOTOS / "magpie.png", folder / place / "SYNOPHOTO_THUMB_XL.png")
    for name in ("._magpie.png", ".hidden.jpg"):
        (folder / name).write_bytes(b"\x00\x05\x16\x07")
    inside = folder / "walk.jpg"
    inside.mkdir()
    shutil.copy(PHOTOS / "magpie.png", inside)
    (folder / "empty.png").mkdir()
    result = runner.invoke(args=["birds", "identify", str(folder)])
    assert result.exit_code == 0, result.stderr
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [
        str(folder / name)
        for name in ("magpie.png", "rainbow-lorikeet.png", "silver-gull.png", "walk.jpg/magpie.png")
    ]


def test_photos_are_found_under_every_usual_ending(runner: FlaskCliRunner, tmp_path: Path) -> None:
    photo = Image.open(PHOTOS / "magpie.png").convert("RGB")
    kinds = {"jfif": "JPEG", "jpe": "JPEG", "JPG": "JPEG", "avif": "AVIF", "webp": "WEBP"}
    if HEIC:
        kinds |= dict.fromkeys(("hif", "heif", "HEIC"), "HEIF")
    for ending, kind in kinds.items():
        (tmp_path / f"magpie.{ending}").write_bytes(encode(photo, kind))
    result = runner.invoke(args=["birds", "identify", str(tmp_path)])
    assert result.exit_code == 0, result.stderr
    named = {line.split(":")[0].rpartition(".")[2] for line in result.stdout.splitlines()}
    assert named == set(kinds)


@pytest.mark.parametrize("content", [[], ["notes.txt"], ["._IMG.JPG"], ["x.jpg/"], [".trash/"]])
def test_a_folder_without_a_photo_is_told(
    runner: FlaskCliRunner, folder: Path, tmp_path: Path, content: list[str]
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in content:
        (bare / name).mkdir() if name.endswith("/") else (bare / name).write_bytes(b"x")
    result = runner.invoke(args=["birds", "identify", str(bare), str(PHOTOS / "magpie.png")])
    assert result.exit_code == 1
    assert result.stderr == f"{bare}: there is no photo in this folder\n"
    assert len(result.stdout.splitlines()) == 1


def run_flask(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a `flask birds` command in a process of its own."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("BIRDAPP_")}
    return subprocess.run(
        [sys.executable, "-m", "flask", "birds", *map(str, arguments)],
        capture_output=True, text=True, errors="replace", cwd=ROOT, timeout=120,
        env=environ | {"BIRDAPP_ENGINE": "onnx"} | variables,
    )  # fmt: skip
