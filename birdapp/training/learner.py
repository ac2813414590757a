"""The fastai vision learner: a body, the head learnt on its features, fine-tuned where asked."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path

import numpy as np
import torch
from fastai.callback.channelslast import ChannelsLast
from fastai.callback.core import Callback
from fastai.callback.mixup import CutMix, MixUp
from fastai.data.core import DataLoaders, Datasets, TfmdDL
from fastai.data.transforms import Categorize
from fastai.learner import Learner
from fastai.losses import CrossEntropyLossFlat
from fastai.torch_core import set_seed
from fastai.vision.learner import vision_learner
from numpy.typing import NDArray
from torch import Tensor, nn

from birdapp.training.averaging import AverageWeights
from birdapp.training.checkpoint import fit_resumably
from birdapp.training.head import train_head
from birdapp.training.network import (
    ARCHITECTURE,
    Body,
    Finder,
    LooksCloser,
    MapHead,
    body_and_head,
)
from birdapp.training.photos.augment import TrainingView
from birdapp.training.photos.classes import label_of
from birdapp.training.photos.photoset import Photo
from birdapp.training.photos.sampling import DrawingLoader, drawing_weights
from birdapp.training.photos.views import read_photo
from birdapp.training.recipe import Recipe


class FrozenStatistics(Callback):
    """Keep the batch norms' means and variances: a few hundred photos are too few for new ones."""

    run_after = ChannelsLast

    def before_train(self) -> None:
        for module in self.model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()


def learn(
    photos: list[Photo],
    features: NDArray[np.float32],
    body: dict[str, Tensor],
    recipe: Recipe,
    seed: int,
    classes: Sequence[str],
    run: Path | None = None,
) -> Learner:
    """A trained learner: the weights `body`, and a head learnt on their `features` (V, N, 1280).

    It tells `classes` apart; where it looks closer is not learnt here.

    With epochs of fine-tuning in the recipe both go on together on fresh views of the photos; with
    a folder `run` each such epoch is kept there, and a stopped training goes on after its last one.
    """
    learner = make_learner(make_loaders(photos, recipe, classes), recipe, classes)
    learner.model[0].model.load_state_dict(body)
    learner.model[1].load_state_dict(train_head(features, photos, recipe.head, classes))
    if recipe.fine_tuning.epochs:
        _fine_tune(learner, recipe, seed, run)
    return learner


def _fine_tune(learner: Learner, recipe: Recipe, seed: int, run: Path | None) -> None:
    set_seed(seed)
    step = recipe.fine_tuning
    looks_closer = learner.model
    # A fresh crop is a closer look already.
    learner.model = nn.Sequential(looks_closer[0], looks_closer[1])
    learner.add_cbs([ChannelsLast(), FrozenStatistics()])
    learner.unfreeze()
    mixing = [mix(share) for mix, share in ((MixUp, step.mixup), (CutMix, step.cutmix)) if share]
    fit_resumably(
        learner,
        step.epochs,
        slice(step.learning_rate * step.body_share, step.learning_rate),
        run and run / "fine-tuning.pth",
        [*mixing, AverageWeights(step.averaging)],
    )
    learner.model = looks_closer


def make_learner(loaders: DataLoaders, recipe: Recipe, classes: Sequence[str]) -> Learner:
    """An untrained learner: EfficientNet-Lite0 under a MapHead, which looks twice."""
    learner = vision_learner(
        loaders,
        ARCHITECTURE,
        pretrained=False,
        normalize=False,
        n_out=len(classes),
        custom_head=MapHead(len(classes), recipe.fine_tuning.dropout),
        init=None,
        loss_func=CrossEntropyLossFlat(label_smoothing=recipe.fine_tuning.label_smoothing),
        splitter=body_and_head,
        wd=recipe.fine_tuning.weight_decay,
    )
    body, head = learner.model
    finder = Finder(recipe.looks.smallest)
    learner.model = LooksCloser(Body(body.model), head, finder, recipe.looks.first_share)
    return learner


def make_loaders(photos: list[Photo], recipe: Recipe, classes: Sequence[str]) -> DataLoaders:
    """A loader that draws training photos by weight; the one for validation is empty."""
    step = recipe.fine_tuning
    preprocessing = replace(recipe.preprocessing, size=step.view_size)
    view = TrainingView(preprocessing, step.smallest_crop, step.erasing)
    data = Datasets(
        photos,
        [
            [attrgetter("file"), read_photo, view],
            [partial(label_of, classes=classes), Categorize(list(classes), sort=False)],
        ],
        splits=[range(len(photos)), []],
    )
    common = {"bs": step.batch_size, "num_workers": 2}
    weights = drawing_weights(photos, recipe.head)
    return DataLoaders(
        DrawingLoader(data.train, weights, n=step.draws, drop_last=True, **common),
        TfmdDL(data.valid, shuffle=False, **common),
    )


def load_weights(file: Path) -> dict[str, Tensor]:
    """The weights in a file of this package, without running any code in it."""
    return torch.load(file, map_location="cpu", weights_only=True)
