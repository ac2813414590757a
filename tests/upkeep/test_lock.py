"""The locks say what their requirements files ask for, by hashes, wherever they are installed."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from birdapp.settings import ROOT
from upkeep.lock import REQUIREMENTS, pins

FULL = ROOT / "requirements.lock"


def wanted(file: Path) -> list[Requirement]:
    """What a requirements file and those that it includes ask for."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            found += wanted(file.parent / line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            found.append(Requirement(line))
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_requirements_file_has_a_lock() -> None:
    below = [ROOT / "deploy", ROOT / "tests", ROOT / "upkeep"]
    found = [file for folder in below for file in folder.rglob("requirements*.txt")]
    assert {*found, *ROOT.glob("requirements*.txt")} == set(REQUIREMENTS)


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_lock_fits_its_requirements(file: Path) -> None:
    locked = pins(file.with_suffix(".lock"))
    for requirement in wanted(file):
        versions = locked[normal(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_lock_is_pins_with_hashes_and_names_no_index(file: Path) -> None:
    text = file.with_suffix(".lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?! )", text.rstrip().replace(" \\\n", "\n"))
    entries = [entry for entry in entries if not entry.startswith("#")]
    pinned = re.compile(r"[a-z0-9-]+==\S+( ; [^\n]+)?(\n    --hash=sha256:[0-9a-f]{64})+")
    assert [entry for entry in entries if not pinned.fullmatch(entry)] == []


@pytest.mark.parametrize("name", ["requirements-slim.lock", "requirements-light.lock"])
def test_what_is_tested_is_what_serves(name: str) -> None:
    part, everything = pins(ROOT / name), pins(FULL)
    assert part == {package: everything.get(package) for package in part}


def test_readme_takes_the_locked_pytorch_from_its_own_index() -> None:
    locked = pins(FULL)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("torch", "torchvision"):
        assert f" {name}=={locked[name][0]} " in readme
