"""Out-of-fold logits: what networks that have not seen a photo, nor its group, say about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold
from torch import Tensor

from birdapp.training.features import network_output
from birdapp.training.head import head_logits, train_head
from birdapp.training.learner import learn
from birdapp.training.photos.photoset import Photo
from birdapp.training.photos.views import ServingView
from birdapp.training.recipe import Recipe


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
        return self.folder / f"seed{self.seed}-fold{self.number}.npy"


def split(photos: list[Photo], seed: int, recipe: Recipe, run: Path) -> Iterator[Fold]:
    """Split labelled photos into folds by their group, each with its share of every label."""
    splitter = StratifiedGroupKFold(recipe.folds, shuffle=True, random_state=seed)
    labels = [photo.label for photo in photos]
    groups = [photo.group for photo in photos]
    for number, (training, validation) in enumerate(splitter.split(photos, labels, groups)):
        yield Fold(seed, number, training, validation, run / "folds")


def out_of_fold_logits(
    photos: list[Photo],
    features: NDArray[np.float32],
    body: dict[str, Tensor],
    seed: int,
    recipe: Recipe,
    vocab: Sequence[str],
    run: Path,
) -> NDArray[np.float32]:
    """Logits (N, C) of all labelled photos, each from the network of its own fold.

    A fold whose results lie in `run` is not trained again, so a stopped run can go on.
    """
    (run / "folds").mkdir(parents=True, exist_ok=True)
    logits = np.empty((len(photos), len(vocab)), dtype=np.float32)
    for fold in split(photos, seed, recipe, run):
        logits[fold.validation] = _fold_logits(fold, photos, features, body, recipe, vocab)
    return logits


def _fold_logits(
    fold: Fold,
    photos: list[Photo],
    features: NDArray[np.float32],
    body: dict[str, Tensor],
    recipe: Recipe,
    vocab: Sequence[str],
) -> NDArray[np.float32]:
    if fold.logits_file.exists():
        return np.load(fold.logits_file)
    training = [photos[i] for i in fold.training]
    if recipe.fine_tuning.epochs:
        learner = learn(training, features[:, fold.training], body, recipe, fold.seed, vocab)
        validation = [photos[i] for i in fold.validation]
        logits = network_output(learner.model, validation, [ServingView(recipe.preprocessing)])
    else:
        head = train_head(features[:, fold.training], training, recipe.head, vocab)
        logits = head_logits(head, features[0, fold.validation])
    np.save(fold.logits_file, logits)
    return logits
