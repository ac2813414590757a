"""The worker with the oldest and the newest gunicorn that requirements-slim.txt allows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.server.overlay import TESTS, Unreachable, overlay

FOUND = re.search(r"^gunicorn(>=([\d.]+),<\d+)", (ROOT / "requirements-slim.txt").read_text(), re.M)
assert FOUND, "requirements-slim.txt allows no range of gunicorn's versions"


@pytest.mark.slow
@pytest.mark.parametrize("versions", [f"=={FOUND[2]}", FOUND[1]], ids=["oldest", "newest"])
def test_the_worker_works_with(versions: str, tmp_path: Path) -> None:
    try:
        environment = overlay(tmp_path, f"gunicorn{versions}")
    except Unreachable as reason:
        pytest.skip(str(reason))
    files = [*TESTS, "tests/server/test_gunicorn_worker.py", "tests/server/test_lobby.py"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    print(f"\ngunicorn{versions}: {done.stdout.splitlines()[-1]}")
    assert done.returncode == 0, done.stdout
