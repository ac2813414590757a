"""models/birds.json: what the model files are, how to feed them and what their numbers mean."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from birdapp.reading import read
from birdapp.recognition.engine import ModelError
from birdapp.recognition.transforms import Preprocessing
from birdapp.recognition.verdict import Thresholds

FILE = "birds.json"

NONE = "none"
"""The label of a photo that shows none of the species."""

OTHER_BIRD = "other_bird"
NO_BIRD = "no_bird"
"""The labels of a bird outside the list that has no class of its own, and of no bird at all."""

UNNAMED = (NONE, OTHER_BIRD, NO_BIRD)


@dataclass(frozen=True)
class SpeciesMetrics:
    """Of how many photos of a species what share was recognised, with its 95 % interval."""

    photos: int
    recall: float | None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Manifest:
    """The manifest, read.

    `labels` is the order of the network's outputs; those `outside` the list are slugs of neighbours
    and UNNAMED. `sha256` maps each model file's name to its digest; `temperature` divides the
    logits before the softmax. `species_metrics` holds what was measured, by slug.
    """

    folder: Path
    labels: tuple[str, ...]
    outside: tuple[str, ...]
    preprocessing: Preprocessing
    sha256: dict[str, str]
    temperature: float
    thresholds: Thresholds
    facts: dict[str, Any]
    species_metrics: dict[str, SpeciesMetrics] = field(default_factory=dict)

    def check_labels(self, slugs: Iterable[str], neighbours: Iterable[str]) -> None:
        """Raise ModelError where the labels are not those birds and what may be outside of them."""
        outside = set(self.outside)
        if set(self.labels) - outside != set(slugs) or not outside & set(self.labels):
            raise ModelError(f"The labels in {FILE} are not the birds of species.json.")
        if unknown := outside - {*neighbours, *UNNAMED}:
            named = ", ".join(sorted(unknown))
            raise ModelError(f"{FILE} has neighbours that species.json does not know: {named}.")

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


@dataclass(frozen=True)
class ModelFile:
    """What the manifest says of a model file."""

    sha256: str
    bytes: int = 0


@dataclass(frozen=True)
class Contents:
    """What of the manifest's entries the app reads; it may hold others."""

    labels: tuple[str, ...]
    preprocessing: Preprocessing
    files: dict[str, ModelFile]
    temperature: float
    thresholds: Thresholds
    photos: dict[str, int] | None = None
    metrics: dict[str, float] | None = None
    species_metrics: dict[str, SpeciesMetrics] | None = None
    outside: tuple[str, ...] = (NONE,)


def read_manifest(folder: Path) -> Manifest:
    """Read `folder`/birds.json. Raises ModelError, with all that is wrong with it."""
    try:
        facts = json.loads((folder / FILE).read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ModelError(f"There is no model: {FILE} is missing.") from error
    except OSError as error:
        raise ModelError(f"The manifest {FILE} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"The manifest {FILE} is not JSON: {error}.") from error
    faults: list[str] = []
    known = {entry.name for entry in fields(Contents)}
    entries = {k: v for k, v in facts.items() if k in known} if isinstance(facts, dict) else facts
    contents = read(
        Contents, entries, "", lambda entry, text: faults.append(f"{entry.lstrip(', ')} {text}")
    )
    if not faults:
        faults += _out_of_range(contents)
    if faults:
        raise ModelError(f"The manifest {FILE} is not in order: {'; '.join(faults).strip()}.")
    return Manifest(
        folder=folder,
        labels=contents.labels,
        outside=contents.outside,
        preprocessing=contents.preprocessing,
        sha256={name: file.sha256 for name, file in contents.files.items()},
        temperature=contents.temperature,
        thresholds=contents.thresholds,
        facts=facts,
        species_metrics=contents.species_metrics or {},
    )


def _out_of_range(contents: Contents) -> Iterator[str]:
    if not 0 < contents.temperature < 1_000:
        yield "temperature must be above 0 and below 1,000"
    for name, threshold in vars(contents.thresholds).items():
        if not 0 <= threshold <= 1:
            yield f"thresholds, {name} must be from 0 to 1"
    how = contents.preprocessing
    if not 8 <= how.size <= 2_048 or not 0 <= how.trim <= 1 or not how.std > 0:
        yield "preprocessing must have a size from 8 to 2,048, a trim from 0 to 1, an std above 0"
