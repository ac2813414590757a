"""What the audits may find, each with the reason why: answers.toml."""

import tomllib
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("answers.toml")


def answers(about: str) -> list[dict[str, Any]]:
    """The entries about `advisories` or `lookalikes`; each has to give its reason."""
    entries: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8")).get(about, [])
    assert all(entry["reason"].strip() for entry in entries)
    return entries
