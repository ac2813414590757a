"""Putting a new model in the place of the one before, which is kept."""

import json
from pathlib import Path

from birdapp.recognition.loading import FILES, IN_BROWSERS

MODEL = (*FILES.values(), IN_BROWSERS, "birds.json", "MODEL_CARD.md")


def replace_model(new: Path, folder: Path) -> tuple[str, ...]:
    """Move the model files of `new` to `folder`; returns the names that the ones before now have.

    A model that is the new one itself, exported before, is not kept: it would take the place of the
    one before it.
    """
    kept = () if _network(folder) == _network(new) else tuple(_keep(folder))
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


def _network(folder: Path) -> tuple[list[str], str] | None:
    """The labels and the digest of the ONNX file, since two pickles of one network differ; None
    where there is no manifest that can be read."""
    try:
        manifest = json.loads((folder / "birds.json").read_text(encoding="utf-8"))
        return manifest["labels"], manifest["files"]["birds.onnx"]["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
