"""The worker with the oldest gunicorn that requirements-slim.txt allows, and with the one that was
the newest when the lock was made; of newer ones the weekly drift tells."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.server.overlay import TESTS, Unreachable, overlay

VERSIONS = {
    name: re.search(pattern, (ROOT / f"requirements-slim.{name}").read_text(), re.M)
    for name, pattern in (("txt", r"^gunicorn>=([\d.]+),<\d+"), ("lock", r"^gunicorn==([\d.]+)"))
}


@pytest.mark.slow
@pytest.mark.parametrize("found", VERSIONS.values(), ids=["oldest", "newest"])
def test_the_worker_works_with(found: re.Match[str] | None, tmp_path: Path) -> None:
    assert found, "no version of gunicorn is named"
    versions = f"=={found[1]}"
    try:
        environment = overlay(tmp_path, f"gunicorn{versions}")
    except Unreachable as reason:
        pytest.skip(str(reason))
    files = [
        *TESTS,
        "tests/server/worker/test_gunicorn_worker.py",
        "tests/server/worker/test_lobby.py",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    print(f"\ngunicorn{versions}: {done.stdout.splitlines()[-1]}")
    assert done.returncode == 0, done.stdout
