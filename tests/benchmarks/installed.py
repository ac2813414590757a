"""How much disk packages take, with all that they need."""

import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from birdapp.settings import ROOT


def slim() -> list[str]:
    """What requirements-slim.txt asks for."""
    lines = (ROOT / "requirements-slim.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and line[0] not in "#-"]


def megabytes(requirements: Iterable[str]) -> float:
    """Size of the installed packages named in `requirements` and of what these require."""
    waiting = list(requirements)
    found: dict[str, float] = {}
    while waiting:
        requirement = waiting.pop()
        match = re.match(r"[A-Za-z0-9_.-]+", requirement)
        assert match
        name = match[0].lower().replace("_", "-")
        if name in found or "extra ==" in requirement:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            # not for this system, or not for this Python
            continue
        files = [Path(str(file.locate())) for file in package.files or []]
        found[name] = sum(file.stat().st_size for file in files if file.is_file())
        waiting += package.requires or []
    return sum(found.values()) / 1e6
