"""Packages laid over those that are installed, for one run and without touching any."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = ("tests/server/worker", "tests/test_serving.py", "tests/failure/test_trials.py")
"""What a worker class is tested by, for whatever gunicorn is laid over."""


class Unreachable(Exception):
    """The package index does not answer."""


def overlay(folder: Path, *requirements: str) -> dict[str, str]:
    """Download packages, and theirs, into `folder`; the environment in which they come first.

    Raises Unreachable, and RuntimeError where the index has no such package.
    """
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder)]
    done = subprocess.run([*command, *requirements], capture_output=True, text=True)
    if "(from versions: none)" in done.stderr:
        raise Unreachable(f"no package index answers for {requirements}")
    if done.returncode:
        raise RuntimeError(done.stderr)
    return os.environ | {"PYTHONPATH": str(folder)}
