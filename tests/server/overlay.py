"""Packages laid over those that are installed, for one run and without touching any."""

import os
import subprocess
import sys
from pathlib import Path


class Unreachable(Exception):
    """The package index does not answer."""


def overlay(folder: Path, *requirements: str) -> dict[str, str]:
    """Download packages, and theirs, into `folder`; the environment in which they come first.

    Raises Unreachable.
    """
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder)]
    done = subprocess.run([*command, *requirements], capture_output=True, text=True)
    if done.returncode:
        raise Unreachable(done.stderr.strip().splitlines()[-1])
    return os.environ | {"PYTHONPATH": str(folder)}
