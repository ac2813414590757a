"""Step 2 of training: a fastai vision learner for the species of the list and `none`."""

from operator import attrgetter
from pathlib import Path

import numpy as np
import torch
from fastai.callback.channelslast import ChannelsLast
from fastai.callback.core import Callback
from fastai.callback.mixup import MixUp
from fastai.callback.schedule import fit_one_cycle  # noqa: F401  (patches Learner)
from fastai.data.core import DataLoaders, Datasets, TfmdDL
from fastai.data.transforms import Categorize
from fastai.learner import Learner
from fastai.losses import CrossEntropyLossFlat
from fastai.torch_core import set_seed
from fastai.vision.learner import vision_learner
from numpy.typing import NDArray
from torch import Tensor, nn

from birdapp.species import NONE, SLUGS
from birdapp.training.augment import TrainingView
from birdapp.training.averaging import AverageWeights
from birdapp.training.network import ARCHITECTURE, Body, MapHead, body_and_head
from birdapp.training.photoset import Photo
from birdapp.training.recipe import FineTuning
from birdapp.training.sampling import DrawingLoader, drawing_weights
from birdapp.training.views import ServingView, read_photo

VOCAB = [*SLUGS, NONE]


class FrozenStatistics(Callback):
    """Keep the batch norms' means and variances: 282 photos are too few to learn new ones from."""

    run_after = ChannelsLast

    def before_train(self) -> None:
        for module in self.model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()


def fine_tune(
    training: list[Photo], validation: list[Photo], body: dict[str, Tensor], recipe: FineTuning,
    seed: int,
) -> Learner:  # fmt: skip
    """Fine-tune a network whose body starts with the weights `body`.

    First the head learns on a frozen body, then both, the body more slowly.
    """
    set_seed(seed)
    learner = make_learner(make_loaders(training, validation, recipe), recipe)
    learner.model[0].model.load_state_dict(body)
    learner.freeze()
    learner.fit_one_cycle(recipe.frozen_epochs, recipe.head_learning_rate)
    learner.unfreeze()
    slow = recipe.learning_rate * recipe.body_share
    learner.fit_one_cycle(
        recipe.epochs,
        slice(slow, recipe.learning_rate),
        cbs=[MixUp(recipe.mixup), AverageWeights(recipe.averaging)],
    )
    return learner


def make_learner(loaders: DataLoaders, recipe: FineTuning) -> Learner:
    """An untrained learner: EfficientNet-Lite0 under a MapHead."""
    learner = vision_learner(
        loaders,
        ARCHITECTURE,
        pretrained=False,
        normalize=False,
        n_out=len(VOCAB),
        custom_head=MapHead(len(VOCAB), recipe.dropout),
        init=None,
        loss_func=CrossEntropyLossFlat(label_smoothing=recipe.label_smoothing),
        splitter=body_and_head,
        wd=recipe.weight_decay,
        cbs=[ChannelsLast(), FrozenStatistics()],
    )
    learner.model[0] = Body(learner.model[0].model)
    return learner


def make_loaders(
    training: list[Photo], validation: list[Photo], recipe: FineTuning
) -> DataLoaders:
    """Loaders that draw training photos by weight and read validation photos in order."""
    data = Datasets(
        [*training, *validation],
        [
            [
                attrgetter("file"),
                read_photo,
                TrainingView(recipe.preprocessing, recipe.smallest_crop),
                ServingView(recipe.preprocessing, split_idx=1),
            ],
            [attrgetter("label"), Categorize(VOCAB, sort=False)],
        ],
        splits=[range(len(training)), range(len(training), len(training) + len(validation))],
    )
    weights = drawing_weights(training, recipe)
    common = {"bs": recipe.batch_size, "num_workers": 2}
    return DataLoaders(
        DrawingLoader(data.train, weights, n=recipe.draws, drop_last=True, **common),
        TfmdDL(data.valid, shuffle=False, **common),
    )


@torch.inference_mode()
def predict(learner: Learner, photos: list[Photo]) -> NDArray[np.float32]:
    """Logits (N, C) of photos, as the app itself would see them."""
    loader = learner.dls.test_dl(photos, with_labels=False)
    model = learner.model.eval()
    return np.concatenate([model(batch[0]).numpy() for batch in loader])


def load_body(file: Path) -> dict[str, Tensor]:
    """The weights of a body that distil() left."""
    return torch.load(file, map_location="cpu", weights_only=True)
