import os
import shutil
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from upkeep import base_images

OLD, NEW = (f"sha256:{digit * 64}" for digit in "01")
DOCKER = """#!/bin/sh
[ "$1 $2 $3 $5 $6" = "buildx imagetools inspect --format {{.Manifest.Digest}}" ] && echo "%s"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files that name base images, and a docker that answers what `registry` says."""
    for name in base_images.FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(base_images, "ROOT", tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def registry(project: Path, answer: str) -> None:
    docker = project / "docker"
    docker.write_text(DOCKER % answer)
    docker.chmod(0o755)


def texts(project: Path) -> list[str]:
    return [(project / name).read_text() for name in base_images.FILES]


def test_every_base_image_is_fixed_and_renewed(project: Path) -> None:
    before = texts(project)
    for found in (OLD, NEW):
        registry(project, found)
        assert base_images.main() is None
        after = texts(project)
        # nothing else has changed
        plain = [base_images.IMAGE.sub(r"\1 \2", text) for text in after]
        assert plain == [base_images.IMAGE.sub(r"\1 \2", text) for text in before]
        assert f"FROM docker.io/library/python:3.11-slim-bookworm@{found} AS base\n" in after[0]
        assert f"\nFROM docker.io/library/python:3.11-slim-bookworm@{found} AS base\n" in after[1]
        assert f"image: docker.io/library/nginx:1.28-alpine@{found}\n" in after[2]


@pytest.mark.parametrize("answer", ["", "not a digest", "sha256:0"])
def test_without_an_answer_nothing_is_changed(project: Path, answer: str) -> None:
    registry(project, answer)
    before = texts(project)
    said = base_images.main()
    assert said is not None and said.startswith("The registry could not be asked")
    assert texts(project) == before
