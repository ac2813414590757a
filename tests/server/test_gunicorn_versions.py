"""The worker with the oldest gunicorn that requirements-slim.txt allows.

All other tests run with the locked one, which was the newest when the lock was made; of newer ones
the weekly drift tells.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.server.overlay import Unreachable, overlay

TOUCHES_GUNICORN = ("answers", "full", "gunicorn_worker", "lobby", "refusals", "replaced")
"""Tests of what the worker asks of gunicorn; those that wait for slow clients ask it nothing."""


@pytest.mark.slow
def test_the_worker_works_with_the_oldest_gunicorn(tmp_path: Path) -> None:
    requirements = (ROOT / "requirements-slim.txt").read_text(encoding="utf-8")
    oldest = re.search(r"^gunicorn>=([\d.]+),", requirements, re.MULTILINE)
    assert oldest, "requirements-slim.txt names no oldest gunicorn"
    try:
        environment = overlay(tmp_path, f"gunicorn=={oldest[1]}")
    except Unreachable as reason:
        pytest.skip(str(reason))
    files = [f"tests/server/worker/test_{name}.py" for name in TOUCHES_GUNICORN]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
