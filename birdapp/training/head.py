"""Step 3 of training: the head learns the classes on the frozen body's features."""

import warnings
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from torch import Tensor

from birdapp.training.photos.classes import label_of
from birdapp.training.photos.photoset import Photo
from birdapp.training.photos.sampling import drawing_weights
from birdapp.training.recipe import Head

IMPOSSIBLE = -20.0
"""Logit of a class that has no photo to learn from."""


def train_head(
    features: NDArray[np.float32], photos: list[Photo], recipe: Head, classes: Sequence[str]
) -> dict[str, Tensor]:
    """Learn from features (V, N, 1280) of N photos in V scenes; returns weight and bias of a
    MapHead.

    On a frozen body this is a convex problem, multinomial logistic regression, which scikit-learn
    solves, up to the recipe's number of steps. The features are standardised for it, which the
    weights then take in. The mean over the grid and a linear layer may change places, so what is
    learnt on pooled features is the 1×1 convolution itself.
    """
    scenes, _, width = features.shape
    rows = features.reshape(-1, width)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    labels = np.array([classes.index(label_of(photo, classes)) for photo in photos])
    weights = np.tile(drawing_weights(photos, recipe) * len(photos), scenes)
    solver = LogisticRegression(
        C=recipe.inverse_regularisation / scenes, max_iter=recipe.iterations, tol=1e-3
    )
    with warnings.catch_warnings():
        # The steps are counted: ever finer ones cost minutes and gain nothing on the folds.
        warnings.simplefilter("ignore", ConvergenceWarning)
        solver.fit(
            (rows - mean) / spread,
            np.tile(labels, scenes),
            sample_weight=weights.astype(np.float32),
        )
    weight = np.zeros((len(classes), width), dtype=np.float32)
    bias = np.full(len(classes), IMPOSSIBLE, dtype=np.float32)
    weight[solver.classes_] = solver.coef_ / spread
    bias[solver.classes_] = solver.intercept_ - weight[solver.classes_] @ mean
    return {
        "convolution.weight": torch.from_numpy(weight)[:, :, None, None],
        "convolution.bias": torch.from_numpy(bias),
    }


def head_logits(head: dict[str, Tensor], features: NDArray[np.floating]) -> NDArray[np.floating]:
    """Pooled features (N, 1280) → logits (N, C), as the whole network would give them."""
    weight = head["convolution.weight"][:, :, 0, 0].numpy()
    return features @ weight.T + head["convolution.bias"].numpy()
