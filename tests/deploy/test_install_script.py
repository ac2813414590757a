"""What the image's install.sh asks pip for, with a pip that only writes down what it is asked."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from upkeep.lock import pins

ASKED = re.compile(r"^pip (.*)$", re.MULTILINE)


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    """The questions to pip for the whole stack's lock; what is left of the lock is `rest.lock`."""
    for name in ("pip", "python"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho {name} "$@"\n')
        program.chmod(0o755)
    done = subprocess.run(
        ["sh", ROOT / "deploy/container/install.sh", ROOT / "requirements.lock", "https://cpu"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )  # fmt: skip
    return ASKED.findall(done.stdout)


def test_pytorch_comes_from_its_own_index_in_the_locked_versions(asked: list[str]) -> None:
    locked = pins(ROOT / "requirements.lock")
    pair = f"torch=={locked['torch'][0]} torchvision=={locked['torchvision'][0]}"
    assert asked[0].endswith(f" --index-url https://cpu {pair}")


def test_everything_else_is_checked_by_its_hash(asked: list[str], tmp_path: Path) -> None:
    assert asked[1].endswith(" --require-hashes --no-deps -r rest.lock")
    assert len(asked) == 2
    rest, locked = pins(tmp_path / "rest.lock"), pins(ROOT / "requirements.lock")
    left_out = locked.keys() - rest.keys()
    assert rest == {name: locked[name] for name in rest}
    assert {"torch", "torchvision", "triton", "nvidia-cublas", "cuda-toolkit"} <= left_out
    assert all(name.startswith(("torch", "triton", "nvidia-", "cuda-")) for name in left_out)
