"""Many stored photos: the commands of docs/SCALING.md."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from birdapp.settings import ROOT
from tests.conftest import PHOTOS

ENVIRON = os.environ | {
    "BIRDAPP_ENGINE": "onnx",
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
}


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """Two folders of photos, one of them with a file that is none."""
    folder = tmp_path / "photos"
    for shard, names in {"a": ["rainbow-lorikeet"], "b": ["magpie", "silver-gull"]}.items():
        (folder / shard).mkdir(parents=True)
        for name in names:
            shutil.copy(PHOTOS / f"{name}.png", folder / shard)
    (folder / "a" / "broken.jpg").write_bytes(b"not a photo")
    return folder


def command(start: str) -> str:
    page = (ROOT / "docs" / "SCALING.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"```sh\n({start}.*?)```", page, re.DOTALL)
    return found


def run(commands: str) -> None:
    done = subprocess.run(["sh", "-ec", commands], cwd=ROOT, env=ENVIRON, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def answers(results: Path) -> dict[str, Any]:
    rows = [
        json.loads(line)
        for file in results.iterdir()
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return {Path(row.pop("photo")).name: row for row in rows}


def test_a_process_a_shard(stored: Path, tmp_path: Path) -> None:
    results = tmp_path / "results"
    run(command("mkdir").replace("RESULTS", str(results)).replace("PHOTOS", str(stored)))
    assert sorted(file.name for file in results.iterdir()) == ["a.jsonl", "b.jsonl"]
    found = answers(results)
    assert found.keys() == {"rainbow-lorikeet.png", "magpie.png", "silver-gull.png"}
    assert found["rainbow-lorikeet.png"]["species"][0]["slug"] == "rainbow-lorikeet"


def test_ray_data_gives_the_same_answers(stored: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    (install, start) = command("pip").splitlines()
    assert install.startswith("pip install")
    start = start.replace("PHOTOS", str(stored)).replace("RESULTS", str(tmp_path / "ray"))
    run(start)
    run(command("mkdir").replace("RESULTS", str(tmp_path / "cli")).replace("PHOTOS", str(stored)))
    by_ray = answers(tmp_path / "ray")
    assert "not a photo" in by_ray.pop("broken.jpg")["error"]
    by_command_line = answers(tmp_path / "cli")
    assert by_ray.keys() == by_command_line.keys()
    for photo, row in by_ray.items():
        expected = by_command_line[photo]
        assert row["verdict"] == expected["verdict"]
        for mine, other in zip(row["species"], expected["species"], strict=True):
            assert mine["slug"] == other["slug"]
            assert mine["probability"] == pytest.approx(other["probability"], abs=1e-9)
