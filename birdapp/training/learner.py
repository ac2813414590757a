"""Step 2 of training: a fastai vision learner for the species of the list and `none`."""

from operator import attrgetter
from pathlib import Path

import numpy as np
import torch
from fastai.callback.channelslast import ChannelsLast
from fastai.callback.core import Callback
from fastai.callback.mixup import MixUp
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
from birdapp.training.checkpoint import fit_resumably
from birdapp.training.network import ARCHITECTURE, Body, MapHead, body_and_head
from birdapp.training.photoset import Photo
from birdapp.training.recipe import FineTuning
from birdapp.training.sampling import DrawingLoader, drawing_weights
from birdapp.training.views import ServingView, read_photo
from birdapp.transforms import Preprocessing

VOCAB = [*SLUGS, NONE]


class FrozenStatistics(Callback):
    """Keep the batch norms' means and variances: 282 photos are too few to learn new ones from."""

    run_after = ChannelsLast

    def before_train(self) -> None:
        for module in self.model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()


def fine_tune(
    training: list[Photo],
    body: dict[str, Tensor],
    recipe: FineTuning,
    seed: int,
    run: Path | None = None,
) -> Learner:
    """Fine-tune a network whose body starts with the weights `body`.

    First the head learns on a frozen body, then both, the body more slowly. With a folder `run`
    each epoch is kept there, and a stopped training goes on after its last one.
    """
    set_seed(seed)
    learner = make_learner(make_loaders(training, recipe), recipe)
    learner.model[0].model.load_state_dict(body)
    learner.freeze()
    fit_resumably(
        learner, recipe.frozen_epochs, recipe.head_learning_rate, run and run / "head.pth"
    )
    learner.unfreeze()
    slow = recipe.learning_rate * recipe.body_share
    fit_resumably(
        learner,
        recipe.epochs,
        slice(slow, recipe.learning_rate),
        run and run / "fine-tuning.pth",
        [MixUp(recipe.mixup), AverageWeights(recipe.averaging)],
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


def make_loaders(training: list[Photo], recipe: FineTuning) -> DataLoaders:
    """A loader that draws training photos by weight; the one for validation is empty."""
    view = TrainingView(recipe.preprocessing, recipe.smallest_crop)
    data = Datasets(
        training,
        [
            [attrgetter("file"), read_photo, view],
            [attrgetter("label"), Categorize(VOCAB, sort=False)],
        ],
        splits=[range(len(training)), []],
    )
    weights = drawing_weights(training, recipe)
    common = {"bs": recipe.batch_size, "num_workers": 2}
    return DataLoaders(
        DrawingLoader(data.train, weights, n=recipe.draws, drop_last=True, **common),
        TfmdDL(data.valid, shuffle=False, **common),
    )


@torch.inference_mode()
def predict(
    model: nn.Module, photos: list[Photo], preprocessing: Preprocessing
) -> NDArray[np.float32]:
    """Logits (N, C) of photos, seen as the app itself sees them."""
    data = Datasets(photos, [[attrgetter("file"), read_photo, ServingView(preprocessing)]])
    loader = TfmdDL(data, bs=32, shuffle=False, num_workers=2)
    model.eval()
    return np.concatenate([model(batch[0].as_subclass(Tensor)).numpy() for batch in loader])


def load_body(file: Path) -> dict[str, Tensor]:
    """The weights of a body that distil() left."""
    return torch.load(file, map_location="cpu", weights_only=True)
