"""Out-of-fold logits: what networks that have not seen a photo, nor its group, say about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold
from torch import Tensor

from birdapp.training.learner import fine_tune, predict
from birdapp.training.photoset import Photo
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

    @property
    def weights_file(self) -> Path:
        """The network that was trained without them."""
        return self.logits_file.with_suffix(".pth")


def split(photos: list[Photo], seed: int, recipe: Recipe, run: Path) -> Iterator[Fold]:
    """Split labelled photos into folds by their group, each with its share of every label."""
    splitter = StratifiedGroupKFold(recipe.folds, shuffle=True, random_state=seed)
    labels = [photo.label for photo in photos]
    groups = [photo.group for photo in photos]
    for number, (training, validation) in enumerate(splitter.split(photos, labels, groups)):
        yield Fold(seed, number, training, validation, run / "folds")


def out_of_fold_logits(
    photos: list[Photo], body: dict[str, Tensor], seed: int, recipe: Recipe, run: Path
) -> NDArray[np.float32]:
    """Logits (N, C) of all labelled photos, each from the network of its own fold.

    A fold whose results lie in `run` is not trained again, so a stopped run can go on.
    """
    (run / "folds").mkdir(parents=True, exist_ok=True)
    parts = [
        (fold.validation, _fold_logits(fold, photos, body, recipe))
        for fold in split(photos, seed, recipe, run)
    ]
    logits = np.empty((len(photos), parts[0][1].shape[1]), dtype=np.float32)
    for validation, fold_logits in parts:
        logits[validation] = fold_logits
    return logits


def _fold_logits(
    fold: Fold, photos: list[Photo], body: dict[str, Tensor], recipe: Recipe
) -> NDArray[np.float32]:
    if fold.logits_file.exists():
        return np.load(fold.logits_file)
    validation = [photos[i] for i in fold.validation]
    training = [photos[i] for i in fold.training]
    learner = fine_tune(training, body, recipe.fine_tuning, fold.seed)
    torch.save(learner.model.state_dict(), fold.weights_file)
    logits = predict(learner.model, validation, recipe.fine_tuning.preprocessing)
    np.save(fold.logits_file, logits)
    return logits
