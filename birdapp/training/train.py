"""The whole training, as `flask birds train` runs it."""

import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import torch
from torch import Tensor

from birdapp.training.distil import distil
from birdapp.training.learner import fine_tune, load_body
from birdapp.training.network import imagenet_weights
from birdapp.training.photoset import labelled, read_photoset
from birdapp.training.recipe import Recipe

WEIGHTS = "trained.pth"
FACTS = "trained.json"
BODY = "distilled.pth"


def train(
    folder: Path, run: Path, seed: int, teacher: Path | None, recipe: Recipe | None = None
) -> Path:
    """Train on all labelled photos of `folder`; returns the file of the trained weights.

    With a teacher's TFLite file its knowledge is distilled into the body first; without one, and
    with no distilled body in `run`, the body starts from the ImageNet weights.
    """
    if (run / WEIGHTS).exists():
        return run / WEIGHTS
    recipe = recipe or Recipe()
    use_all_cores()
    photos = read_photoset(folder)
    if teacher:
        distil(photos, teacher, run, recipe.distillation, seed)
    run.mkdir(parents=True, exist_ok=True)
    known = labelled(photos)
    learner = fine_tune(known, starting_body(run), recipe.fine_tuning, seed, run)
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
    return load_body(body) if body.exists() else imagenet_weights()


def use_all_cores() -> None:
    """Undo the one thread that the serving engine sets in the same process."""
    torch.set_num_threads(os.cpu_count() or 1)
