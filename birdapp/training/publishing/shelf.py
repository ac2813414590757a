"""Putting a new model in the place of the one before, which is kept."""

import json
from pathlib import Path
from typing import Any

MODEL = ("birds.pkl", "birds.onnx", "birds.json", "MODEL_CARD.md")


def replace_model(new: Path, folder: Path) -> tuple[str, ...]:
    """Move the model files of `new` to `folder`; returns the names that the ones before now have.

    A model whose files are those of the new one is not kept a second time.
    """
    kept = () if _digests(folder) == _digests(new) else tuple(_keep(folder))
    for name in MODEL:
        (new / name).replace(folder / name)
    return kept


def _keep(folder: Path) -> list[str]:
    names = []
    for path in (folder / name for name in MODEL):
        if path.exists():
            previous = path.with_suffix(f".previous{path.suffix}")
            path.replace(previous)
            names.append(previous.name)
    return names


def _digests(folder: Path) -> Any:
    """What the manifest says of the model files; None where there is none that can be read."""
    try:
        return json.loads((folder / "birds.json").read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
