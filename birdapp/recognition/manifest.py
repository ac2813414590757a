"""models/birds.json: what the model files are, how to feed them and what their numbers mean."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from birdapp.guide import species
from birdapp.recognition.engine import ModelError
from birdapp.recognition.transforms import Preprocessing
from birdapp.recognition.verdict import Thresholds

FILE = "birds.json"


@dataclass(frozen=True)
class Manifest:
    """The manifest, read and checked against the species list.

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
    """Read `folder`/birds.json. Raises ModelError where it is missing, broken or of other birds."""
    try:
        facts = json.loads((folder / FILE).read_text(encoding="utf-8"))
        manifest = Manifest(
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
    if set(manifest.labels) != {*species.SLUGS, species.NONE}:
        raise ModelError(f"The labels in {FILE} are not the birds of species.json.")
    return manifest
