"""The whole training, as `flask birds train` runs it."""

import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import timm
import torch
from torch import Tensor

from birdapp.training.distil import distil
from birdapp.training.features import features_of_views
from birdapp.training.learner import learn, load_weights
from birdapp.training.network import ARCHITECTURE, Body, imagenet_weights
from birdapp.training.photoset import labelled, read_photoset
from birdapp.training.recipe import Recipe

WEIGHTS = "trained.pth"
FACTS = "trained.json"
BODY = "distilled.pth"


def train(folder: Path, run: Path, seed: int, teacher: Path | None, recipe: Recipe) -> Path:
    """Train on all labelled photos of `folder`; returns the file of the trained weights.

    With a teacher's TFLite file its knowledge is distilled into the body first; without one, and
    with no distilled body in `run`, the body keeps the ImageNet weights. What a stopped run left in
    `run` is not done again.
    """
    if (run / WEIGHTS).exists():
        return run / WEIGHTS
    use_all_cores()
    run.mkdir(parents=True, exist_ok=True)
    photos = read_photoset(folder)
    if teacher:
        distil(photos, teacher, run, recipe.distillation, seed)
    known = labelled(photos)
    weights = starting_body(run)
    features = features_of_views(known, make_body(weights), recipe, run)
    learner = learn(known, features, weights, recipe, seed, run)
    torch.save(learner.model.state_dict(), run / WEIGHTS)
    facts = {
        "trained_on": date.today().isoformat(),
        "seed": seed,
        "distilled": (run / BODY).exists(),
        "photos": dict(sorted(Counter(photo.label for photo in known).items())),
    }
    (run / FACTS).write_text(json.dumps(facts, indent=2), encoding="utf-8")
    return run / WEIGHTS


def starting_body(run: Path) -> dict[str, Tensor]:
    """The distilled body of a run, or the ImageNet weights where it has none."""
    body = run / BODY
    return load_weights(body) if body.exists() else imagenet_weights()


def make_body(weights: dict[str, Tensor]) -> Body:
    """A body with these weights."""
    body = Body(timm.create_model(ARCHITECTURE, num_classes=0))
    body.model.load_state_dict(weights)
    return body


def use_all_cores() -> None:
    """Undo the one thread that the serving engine sets in the same process."""
    torch.set_num_threads(os.cpu_count() or 1)
