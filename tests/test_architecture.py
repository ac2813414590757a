"""The plan of the house holds: as drawn, as contracted, and in pieces that fit on a screen."""

import subprocess
import sys
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.architecture import PAGE, drawn, plan

CODE = sorted(
    file
    for folder in ("birdapp", "tests", "static/js", "deploy")
    for file in (ROOT / folder).rglob("*")
    if file.suffix in (".py", ".js") and not {"vendor", "compiled"} & {*file.parts}
)
ROOMS = sorted({file.parent for file in CODE if file.is_relative_to(ROOT / "birdapp")})


def test_the_drawing_is_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == drawn(page), "run `python -m tests.architecture --write`"


def test_a_file_more_would_show_in_the_drawing(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text('"""A room."""')
    before = list(plan(tmp_path))
    (tmp_path / "chair.py").write_text('"""To sit on."""')
    assert [line.split(maxsplit=1) for line in plan(tmp_path)][len(before) :] == [
        ["chair.py", "To sit on."]
    ]


def test_every_room_and_file_says_what_it_is() -> None:
    assert [line for line in plan() if len(line.split()) < 4] == []


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_is_longer_than_250_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_no_room_has_more_than_a_dozen_files(room: Path) -> None:
    assert len([file for file in room.iterdir() if file.is_file()]) <= 12


def test_imports_run_downwards() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout
