"""Out-of-fold logits: what networks that have not seen a photo, nor its group, say about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from birdapp.training.head import head_logits, train_head
from birdapp.training.learner import learn
from birdapp.training.looking.features import Eyes, Features, mixed, network_output
from birdapp.training.photos.photoset import Photo
from birdapp.training.photos.scenes import CUT_OUT, DEGRADATIONS, LEARNT, SEEN, Scene, SceneView
from birdapp.training.photos.views import ServingView
from birdapp.training.recipe import Recipe

SceneLogits = dict[str, NDArray[np.float32]]
"""Logits by scene: (N, C) of all photos, and of those of the list for a degradation."""

MEASURED: dict[str, Scene] = {**SEEN, "third": LEARNT["third"]}
"""Scenes in which all photos are measured, and CUT_OUT; those of the list are in DEGRADATIONS as
well."""


@dataclass(frozen=True)
class Fold:
    """One split: indices into the list of labelled photos, and where its results are kept."""

    seed: int
    number: int
    training: NDArray[np.int64]
    validation: NDArray[np.int64]
    folder: Path

    @property
    def logits_file(self) -> Path:
        """The logits of the validation photos."""
        return self.folder / f"seed{self.seed}-fold{self.number}.npz"


@dataclass(frozen=True)
class Sight:
    """What a body saw of all photos: to learn from (V, N, 1280), and in each measured scene.

    In a degradation that is the photos of the list, in their order; the others hold zeros.
    """

    learnt: NDArray[np.float32]
    measured: dict[str, NDArray[np.float32]]


def see_all(eyes: Eyes, photos: list[Photo], recipe: Recipe) -> Sight:
    """Look at all photos in all scenes that are learnt from or measured."""
    share = recipe.looks.first_share
    measured = eyes.see(photos, MEASURED)
    listed = np.array([photo.sort == "listed" for photo in photos])
    spoilt = eyes.see([photo for photo in photos if photo.sort == "listed"], DEGRADATIONS)
    measured |= {name: _spread(features, listed) for name, features in spoilt.items()}
    if not recipe.fine_tuning.epochs:
        measured[CUT_OUT] = eyes.see_cut_out(photos)
    return Sight(
        eyes.see_to_learn(photos, share),
        {name: mixed(features, share) for name, features in measured.items()},
    )


def _spread(features: Features, listed: NDArray[np.bool_]) -> Features:
    everyone = np.zeros((len(listed), *features.shape[1:]), dtype=features.dtype)
    everyone[listed] = features
    return everyone


def split(photos: list[Photo], seed: int, recipe: Recipe, run: Path) -> Iterator[Fold]:
    """Split labelled photos into folds by their group, each with its share of every label."""
    splitter = StratifiedGroupKFold(recipe.folds, shuffle=True, random_state=seed)
    labels = [photo.label for photo in photos]
    groups = [photo.group for photo in photos]
    for number, (training, validation) in enumerate(splitter.split(photos, labels, groups)):
        yield Fold(seed, number, training, validation, run / "folds")


def out_of_fold_logits(
    photos: list[Photo],
    sight: Sight,
    eyes: Eyes,
    seed: int,
    recipe: Recipe,
    classes: Sequence[str],
    run: Path,
) -> SceneLogits:
    """Logits of all labelled photos in each measured scene, each from the network of its own fold.

    A fold whose results lie in `run` is not trained again, so a stopped run can go on.
    """
    (run / "folds").mkdir(parents=True, exist_ok=True)
    shape = len(photos), len(classes)
    logits = {name: np.zeros(shape, dtype=np.float32) for name in sight.measured}
    for fold in split(photos, seed, recipe, run):
        if not fold.logits_file.exists():
            found = _fold_logits(fold, photos, sight, eyes, recipe, classes)
            np.savez(fold.logits_file, allow_pickle=False, **found)
        with np.load(fold.logits_file) as kept:
            for name in logits:
                logits[name][fold.validation] = kept[name]
    listed = np.array([photo.sort == "listed" for photo in photos])
    return {name: rows[listed] if name in DEGRADATIONS else rows for name, rows in logits.items()}


def _fold_logits(
    fold: Fold,
    photos: list[Photo],
    sight: Sight,
    eyes: Eyes,
    recipe: Recipe,
    classes: Sequence[str],
) -> SceneLogits:
    training = [photos[i] for i in fold.training]
    learnt = sight.learnt[:, fold.training]
    if recipe.fine_tuning.epochs:
        body = eyes.body.model.state_dict()
        learner = learn(training, learnt, body, recipe, fold.seed, classes)
        learner.model.finder.load_state_dict(eyes.finder.state_dict())
        serving = ServingView(recipe.preprocessing)
        validation = [photos[i] for i in fold.validation]
        return {
            name: network_output(
                learner.model, validation, [attrgetter("file"), SceneView(name, scene), serving]
            )
            for name, scene in (MEASURED | DEGRADATIONS).items()
        }
    head = train_head(learnt, training, recipe.head, classes)
    return {
        name: head_logits(head, features[fold.validation])
        for name, features in sight.measured.items()
    }
