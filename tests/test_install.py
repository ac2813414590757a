"""README's commands on a Python out of the range, and where pip fails: a sentence, no traceback."""

import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import install
from birdapp.settings import ROOT
from pythons import NEWEST, OLDEST, complaint

OTHER_PYTHONS = sorted(Path("~/.pyenv/versions").expanduser().glob("*/bin/python"))
"""Where there is pyenv, the Pythons that it has."""

AS_AN_OLD_PYTHON = (
    "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); "
    "sys.argv = sys.argv[1:]; sys.path.insert(0, '.'); "
    "runpy.run_path(sys.argv[0], None, '__main__')"
)
SENTENCE = "Urban Bird Recognizer needs Python 3.11 to 3.14; this is {}."


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10), (3, 15), (4, 0)])
def test_a_python_out_of_the_range_is_told(version: tuple[int, int]) -> None:
    assert complaint((*version, 1, "final", 0)) == SENTENCE.format("{}.{}".format(*version))


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_a_python_in_the_range_is_not(version: tuple[int, int]) -> None:
    assert complaint((*version, 0, "final", 0)) is None


@pytest.mark.parametrize("command", ["install.py", "install.py --tests", "app.py"])
def test_one_sentence_and_no_traceback(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", AS_AN_OLD_PYTHON, *command.split()],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout + done.stderr == SENTENCE.format("3.9") + "\n"
    assert done.returncode == 1


@pytest.mark.parametrize("python", OTHER_PYTHONS, ids=str)
def test_a_real_python_says_the_same(python: Path) -> None:
    asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    if OLDEST <= tuple(map(int, version.split("."))) <= NEWEST:
        expected = "Usage: install.py [--light | --tests]\n"
    else:
        expected = SENTENCE.format(version) + "\n"
    done = subprocess.run(
        [python, "-B", "install.py", "--nonsense"], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", expected)


def test_what_pip_cannot_install_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text(f"no-such-bird==1.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    said = install.install(str(tmp_path / "venv"), str(lock))
    assert said == "some.lock could not be installed; pip says why above."


def test_an_environment_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "venv").write_text("in the way")
    said = install.install(str(tmp_path / "venv"), "any.lock")
    assert said is not None and said.endswith("could not be made; the reason is above.")


@pytest.mark.parametrize("wish", install.WHAT)
def test_each_wish_installs_a_lock_that_is_there(wish: str) -> None:
    assert (ROOT / install.WHAT[wish][1]).is_file()


def commands(name: str) -> list[str]:
    """README's lines that run a program in an environment."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if "install.py" in line and name in line]


@pytest.mark.parametrize("wish", ["", "--tests"])
def test_readmes_commands_use_the_environment_that_is_made(wish: str) -> None:
    folder = install.WHAT[wish][0]
    given = [*commands(f"{folder}/"), *commands(f"{folder}\\")]
    assert len(given) == 3
    for line in given:
        assert re.match(rf"(python3|py) install\.py{' ' + wish if wish else ''}( &&|;) ", line)


def test_every_place_names_the_same_pythons() -> None:
    oldest, newest = ("{}.{}".format(*version) for version in (OLDEST, NEWEST))
    assert f"You need Python {oldest} to {newest}," in (ROOT / "README.md").read_text("utf-8")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert settings["project"]["requires-python"] == f">={oldest},<3.{NEWEST[1] + 1}"
    assert settings["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
    assert settings["tool"]["mypy"]["python_version"] == oldest


def test_the_wheel_that_would_be_broken_is_refused(tmp_path: Path) -> None:
    wheel = [sys.executable, "-m", "pip", "wheel", "--no-deps", f"--wheel-dir={tmp_path}", "."]
    done = subprocess.run(wheel, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0
    assert "is run from its folder, not installed: see README.md." in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not list(tmp_path.iterdir())
    with pytest.raises(SystemExit, match="not installed"):
        runpy.run_path(str(ROOT / "setup.py"))
