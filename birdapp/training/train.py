"""The whole training, as `flask birds train` runs it."""

import hashlib
import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import click
import timm
import torch
from torch import Tensor

from birdapp.guide.bird_folder import Guide
from birdapp.training.distil import distil
from birdapp.training.learner import learn, load_weights
from birdapp.training.looking.features import Eyes
from birdapp.training.looking.finder import find_birds
from birdapp.training.network import ARCHITECTURE, Body, imagenet_weights
from birdapp.training.photos.check import sound_photos
from birdapp.training.photos.classes import classes_of
from birdapp.training.photos.photoset import Photo, labelled
from birdapp.training.recipe import Recipe

WEIGHTS = "trained.pth"
FACTS = "trained.json"
BODY = "distilled.pth"


def train(
    folder: Path,
    run: Path,
    seed: int,
    teacher: Path | None,
    recipe: Recipe,
    guide: Guide,
    skip_damaged: bool = False,
) -> Path:
    """Train on all labelled photos of `folder` to tell the birds of `guide`.

    Returns the file of the trained weights. With a teacher's TFLite file its knowledge is distilled
    into the body first; without one, and with no distilled body in `run`, the body keeps the
    ImageNet weights. What a stopped run left in `run` is not done again.

    Raises click.ClickException where the folder is not in order, or `run` holds other results.
    """
    tell(f"Looking through {folder} …")
    photos = sound_photos(folder, guide, recipe.folds, skip_damaged=skip_damaged)
    known = labelled(photos)
    claim(run, known, guide)
    if (run / WEIGHTS).exists():
        return run / WEIGHTS
    use_all_cores()
    if teacher:
        _refuse_what_another_body_saw(run)
        tell("Step 1: the body learns from the teacher …")
        distil(photos, teacher, run, recipe.distillation, seed)
    weights = starting_body(run)
    tell("Step 2: the finder learns where a bird is …")
    eyes = open_eyes(known, weights, recipe, run)
    classes = classes_of(known, guide)
    tell(f"Looking at {len(known)} photos, each in several scenes …")
    features = eyes.see_to_learn(known, recipe.looks.first_share)
    tell(f"Step 3: the head learns to tell {len(classes)} classes apart …")
    learner = learn(known, features, weights, recipe, seed, classes, run)
    learner.model.finder.load_state_dict(eyes.finder.state_dict())
    torch.save(learner.model.state_dict(), run / WEIGHTS)
    facts = {
        "trained_on": date.today().isoformat(),
        "seed": seed,
        "labels": list(classes),
        "distilled": (run / BODY).exists(),
        "photos": dict(sorted(Counter(photo.label for photo in known).items())),
    }
    (run / FACTS).write_text(json.dumps(facts, indent=2), encoding="utf-8")
    return run / WEIGHTS


def _refuse_what_another_body_saw(run: Path) -> None:
    """What the ImageNet weights have seen of the photos is not what a distilled body sees."""
    if (run / "finder.pth").exists() and not (run / BODY).exists():
        raise click.ClickException(
            f"{run} holds results of a body that had no teacher. Name a new folder with --run."
        )


def claim(run: Path, photos: list[Photo], guide: Guide) -> None:
    """Make the folder `run` one of these photos and birds, so that no kept result is taken for
    another set's, nor one bird's for another's.

    A folder in which nothing was computed yet belongs to nobody. Raises click.ClickException where
    it already belongs to others.
    """
    rows = sorted(
        f"{photo.file.name},{photo.label},{photo.group},{photo.sort},{photo.neighbour}"
        for photo in photos
    )
    digest = hashlib.sha256("\n".join([*guide.vocab, *rows]).encode()).hexdigest()
    mark = run / "photos.sha256"
    run.mkdir(parents=True, exist_ok=True)
    owned = mark.exists() and any(file.is_file() and file != mark for file in run.rglob("*"))
    if not owned:
        mark.write_text(digest, encoding="utf-8")
    if mark.read_text(encoding="utf-8") != digest:
        raise click.ClickException(
            f"{run} holds results of other photos or birds. Name a new folder with --run."
        )


def starting_body(run: Path) -> dict[str, Tensor]:
    """The distilled body of a run, or the ImageNet weights where it has none."""
    body = run / BODY
    return load_weights(body) if body.exists() else imagenet_weights()


def open_eyes(photos: list[Photo], weights: dict[str, Tensor], recipe: Recipe, run: Path) -> Eyes:
    """A body with these weights, and a finder that tells it where to look; what they have seen of
    the photos is kept in `run`."""
    body = make_body(weights)
    return Eyes(body, find_birds(photos, body, recipe, run), recipe, run / "features")


def make_body(weights: dict[str, Tensor]) -> Body:
    """A body with these weights."""
    body = Body(timm.create_model(ARCHITECTURE, num_classes=0))
    body.model.load_state_dict(weights)
    return body


def tell(sentence: str) -> None:
    """Say what is being done, to whoever waits at the terminal."""
    click.echo(sentence, err=True)


def use_all_cores() -> None:
    """Undo the one thread that the serving engine sets in the same process."""
    torch.set_num_threads(os.cpu_count() or 1)
