"""A newer PyTorch that is broken appears on the index: the locks do not see it, the drift does."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.upkeep.index import offer_broken, serving
from upkeep.drift import drift, main, table
from upkeep.lock import pins

NEWEST = "2.99.0"
LOCKED = pins(ROOT / "requirements.lock")["torch"][0]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An index with two broken PyTorches: a newer one, and one that claims to be the locked one."""
    folder = tmp_path_factory.mktemp("index")
    offer_broken(folder, "torch", NEWEST)
    offer_broken(folder, "torch", LOCKED)
    with serving(folder) as address:
        yield address


def torch_alone(requirements: str, folder: Path) -> Path:
    """What a requirements file or a lock says of PyTorch itself, in a file of its own."""
    text = (ROOT / requirements).read_text(encoding="utf-8").replace(" \\\n", " ")
    (line,) = (line for line in text.splitlines() if line.startswith(("torch>", "torch=")))
    file = folder / requirements
    file.write_text(line + "\n")
    return file


def pip(requirements: Path, index: str) -> subprocess.CompletedProcess[str]:
    """What pip would install from that index, as a report, without a setting of this machine."""
    machine = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return subprocess.run(
        [
            sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--report=-",
            "--ignore-installed", "--no-deps", f"--index-url={index}", "-r", str(requirements),
        ],
        env=machine | {"PIP_CONFIG_FILE": os.devnull}, capture_output=True, text=True,
    )  # fmt: skip


def test_the_ranges_alone_would_take_the_broken_one(index: str, tmp_path: Path) -> None:
    done = pip(torch_alone("requirements.txt", tmp_path), index)
    (taken,) = json.loads(done.stdout)["install"]
    assert taken["metadata"]["version"] == NEWEST


def test_the_lock_takes_neither_it_nor_one_that_claims_to_be_the_locked_one(
    index: str, tmp_path: Path
) -> None:
    lock = torch_alone("requirements.lock", tmp_path)
    done = pip(lock, index)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    lock.write_text(lock.read_text().split(" --hash")[0])
    (taken,) = json.loads(pip(lock, index).stdout)["install"]
    assert taken["metadata"]["version"] == LOCKED


def test_the_drift_tells_of_it(index: str, tmp_path: Path) -> None:
    requirements = torch_alone("requirements.txt", tmp_path)
    torch_alone("requirements.lock", tmp_path)
    said = drift(requirements, tmp_path / "newest.lock", f"--default-index={index}", "--no-config")
    assert said.splitlines()[2:] == [f"| torch | {LOCKED} | {NEWEST} |"]


def test_a_table_of_what_came_went_and_changed() -> None:
    locked = {"flask": ["3.1.3"], "left": ["1.0"], "numpy": ["2.4.6", "2.5.5"]}
    newest = {"came": ["0.1"], "flask": ["3.1.3"], "numpy": ["2.4.6", "2.6.0"]}
    assert table(locked, newest).splitlines()[2:] == [
        "| came | – | 0.1 |",
        "| left | 1.0 | – |",
        "| numpy | 2.4.6, 2.5.5 | 2.4.6, 2.6.0 |",
    ]
    assert table(locked, locked).startswith("Nothing drifted")


def test_the_newest_is_installed_to_be_tried(
    index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upkeep.drift.EVERYTHING", torch_alone("requirements.txt", tmp_path))
    torch_alone("requirements.lock", tmp_path)
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", index)
    monkeypatch.setenv("UV_DEFAULT_INDEX", index)
    assert main(["--install", str(tmp_path / "newest")]) is None
    python = tmp_path / "newest" / ("Scripts" if os.name == "nt" else "bin") / "python"
    done = subprocess.run([python, "-c", "import torch"], capture_output=True, text=True)
    assert f"torch {NEWEST} is broken" in done.stderr
