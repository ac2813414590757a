"""models/birds.json: what the model files are, how to feed them and what their numbers mean."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from birdapp.recognition.engine import ModelError
from birdapp.recognition.transforms import Preprocessing
from birdapp.recognition.verdict import Thresholds

FILE = "birds.json"

FILES = ("birds.pkl", "birds.onnx")

NONE = "none"
"""The label of a photo that shows none of the species."""


@dataclass(frozen=True)
class Manifest:
    """The manifest, read.

    `labels` is the order of the network's outputs; `sha256` maps each model file's name to its
    digest; `temperature` divides the logits before the softmax.
    """

    folder: Path
    labels: tuple[str, ...]
    preprocessing: Preprocessing
    sha256: dict[str, str]
    temperature: float
    thresholds: Thresholds
    facts: dict[str, Any]

    def check_labels(self, slugs: Iterable[str]) -> None:
        """Raise ModelError where the labels are not those birds, and none of them."""
        if set(self.labels) != {*slugs, NONE}:
            raise ModelError(f"The labels in {FILE} are not the birds of species.json.")

    def checked(self, name: str) -> Path:
        """The path of a model file whose sha256 is the manifest's.

        A pickle runs code when it is opened, so no model file is opened before this. Raises
        ModelError where the file is missing or differs.
        """
        path = self.folder / name
        if name not in self.sha256:
            raise ModelError(f"{FILE} does not list {name}.")
        if not path.is_file():
            raise ModelError(f"The model file {name} is missing.")
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != self.sha256[name]:
            raise ModelError(
                f"The model file {name} is not the one that {FILE} names: its sha256 begins with "
                f"{found[:12]}, not {self.sha256[name][:12]}."
            )
        return path


def read_manifest(folder: Path) -> Manifest:
    """Read `folder`/birds.json. Raises ModelError where it is missing or broken."""
    try:
        facts = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Manifest(
            folder=folder,
            labels=tuple(facts["labels"]),
            preprocessing=Preprocessing(**facts["preprocessing"]),
            sha256={name: entry["sha256"] for name, entry in facts["files"].items()},
            temperature=float(facts["temperature"]),
            thresholds=Thresholds(**facts["thresholds"]),
            facts=facts,
        )
    except OSError as error:
        raise ModelError(f"The manifest {FILE} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"The manifest {FILE} is not in order: {error!r}.") from error


def faults_of_model(folder: Path, slugs: Iterable[str] | None) -> Iterator[str]:
    """What is wrong with the manifest and its files, in a sentence each; of other birds than
    `slugs`, where these are known."""
    try:
        manifest = read_manifest(folder)
    except ModelError as error:
        yield str(error)
        return
    names = dict.fromkeys([*FILES, *manifest.sha256])
    checks: list[Callable] = [partial(manifest.checked, name) for name in names]
    if slugs:
        checks.append(partial(manifest.check_labels, slugs))
    for check in checks:
        try:
            check()
        except ModelError as error:
            yield str(error)
