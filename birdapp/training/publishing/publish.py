"""From a finished run to the models folder, as `flask birds export` does it."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from torch import Tensor

from birdapp.guide.bird_folder import Guide
from birdapp.recognition.manifest import UNNAMED
from birdapp.training.learner import load_weights
from birdapp.training.measuring.protocol import RESULT
from birdapp.training.publishing.card import write_card
from birdapp.training.publishing.export import export
from birdapp.training.publishing.shelf import replace_model
from birdapp.training.recipe import Recipe
from birdapp.training.train import FACTS, WEIGHTS

UNMEASURED: dict[str, Any] = {
    "temperature": 1.0,
    "thresholds": {"almost_certainly": 0.95, "probably": 0.8, "could_be": 0.5, "none": 0.5},
}
"""For a model that nobody has evaluated: cautious words."""


def publish(run: Path, guide: Guide, recipe: Recipe) -> tuple[str, ...]:
    """Export the trained weights of `run` to the guide's folder.

    Returns the names under which the model files that were there are kept.

    Temperature, thresholds and figures come from the run's evaluation where there is one.
    """
    weights = run / WEIGHTS
    if not weights.exists():
        raise click.ClickException(f"There is no {weights}. Run `flask birds train` first.")
    facts = json.loads((run / FACTS).read_text(encoding="utf-8"))
    classes = facts.pop("labels")
    outside = [label for label in classes if label not in guide.slugs]
    if len(classes) - len(outside) != len(guide.slugs) or set(outside) - {
        *guide.neighbour_slugs,
        *UNNAMED,
    }:
        raise click.ClickException(
            f"{run} was trained for other birds than those of {guide.folder}. Train again."
        )
    evaluation = run / RESULT
    measured = UNMEASURED
    if evaluation.exists():
        measured = json.loads(evaluation.read_text(encoding="utf-8"))
    facts |= {
        "outside": outside,
        "temperature": 1.0,
        "fitted_temperature": measured["temperature"],
        "thresholds": measured["thresholds"],
        "metrics": measured.get("mean"),
        "species_metrics": measured.get("species"),
        "look_alike_metrics": measured.get("look_alikes"),
        "degradation_metrics": measured.get("degradations"),
        "reliability": measured.get("reliability"),
    }
    with TemporaryDirectory(dir=guide.folder, prefix=".new-") as folder:
        new = Path(folder)
        export(
            _calibrated(load_weights(weights), measured["temperature"]), recipe, classes, new, facts
        )
        write_card(new, guide)
        return replace_model(new, guide.folder)


def _calibrated(weights: dict[str, Tensor], temperature: float) -> dict[str, Tensor]:
    """The network with the temperature in its head, so that the learner alone is as sure as the
    app."""
    head = {
        name: value / temperature
        for name, value in weights.items()
        if name.startswith("1.convolution")
    }
    return weights | head
