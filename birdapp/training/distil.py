"""Step 1 of training: the body learns to see birds as a bird specialist does.

Knowledge distillation (Hinton et al., 2015) on features and logits. The teacher looks at a clean
crop, the student at the same crop as real life would have it. No label is used, so photos of a
validation fold may take part.
"""

from pathlib import Path

import timm
import torch
import torch.nn.functional as F
from fastai.callback.channelslast import ChannelsLast
from fastai.callback.core import Callback
from fastai.data.core import DataLoaders, Datasets
from fastai.learner import Learner
from fastai.torch_core import set_seed
from torch import Tensor, nn

from birdapp.training.checkpoint import fit_resumably
from birdapp.training.network import ARCHITECTURE, FEATURES, Body, imagenet_weights
from birdapp.training.photos.augment import CleanAndDegraded
from birdapp.training.photos.photoset import Photo
from birdapp.training.photos.views import read_photo
from birdapp.training.recipe import Distillation
from birdapp.training.teacher import Teacher


class Student(nn.Module):
    """The body and two linear layers that speak the teacher's language; they are thrown away."""

    def __init__(self, teacher_features: int, teacher_classes: int) -> None:
        super().__init__()
        self.body = Body(timm.create_model(ARCHITECTURE, num_classes=0))
        self.body.model.load_state_dict(imagenet_weights())
        self.features: nn.Module = nn.Linear(FEATURES, teacher_features)
        self.logits = nn.Linear(FEATURES, teacher_classes)

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        pooled = self.body(images).mean((2, 3))
        return self.features(pooled), self.logits(pooled)


class AskTeacher(Callback):
    """Of each pair of views hand the second to the student; the target is what the teacher answers
    to the first."""

    run_before = ChannelsLast

    def __init__(self, teacher: Teacher) -> None:
        super().__init__()
        self.teacher = teacher

    def before_batch(self) -> None:
        clean, degraded = self.x.as_subclass(Tensor).unbind(1)
        self.learn.xb = (degraded,)
        self.learn.yb = self.teacher(clean)


class DistillationLoss:
    """Cosine distance of the features plus the KL divergence of softened logits."""

    def __init__(self, recipe: Distillation) -> None:
        self.recipe = recipe

    def __call__(self, student: tuple[Tensor, Tensor], features: Tensor, logits: Tensor) -> Tensor:
        temperature = self.recipe.temperature
        cosine = 1 - F.cosine_similarity(student[0], features).mean()
        divergence = F.kl_div(
            F.log_softmax(student[1] / temperature, dim=1),
            F.log_softmax(logits / temperature, dim=1),
            reduction="batchmean",
            log_target=True,
        )
        return self.recipe.feature_weight * cosine + divergence * temperature**2


def distil(
    photos: list[Photo], teacher_file: Path, run: Path, recipe: Distillation, seed: int
) -> Path:
    """Distil the teacher into an ImageNet body on the birds among `photos`.

    Returns the file of the body's weights, `run`/distilled.pth; a run that was stopped goes on from
    its last whole epoch, a finished one is not repeated.
    """
    result = run / "distilled.pth"
    if result.exists():
        return result
    set_seed(seed)
    run.mkdir(parents=True, exist_ok=True)
    teacher = Teacher(teacher_file)
    side = recipe.preprocessing.size
    features, logits = teacher(torch.zeros(1, 3, side, side))
    learner = Learner(
        _loaders([photo for photo in photos if photo.is_bird], recipe),
        Student(features.shape[1], logits.shape[1]),
        loss_func=DistillationLoss(recipe),
        wd=recipe.weight_decay,
        cbs=[ChannelsLast(), AskTeacher(teacher)],
    )
    fit_resumably(learner, recipe.epochs, recipe.learning_rate, run / "distilling.pth")
    torch.save(learner.model.body.model.state_dict(), result)
    return result


def _loaders(photos: list[Photo], recipe: Distillation) -> DataLoaders:
    view = CleanAndDegraded(recipe.preprocessing, recipe.smallest_crop)
    files = [photo.file for photo in photos]
    data = Datasets(files, [[read_photo, view]], splits=[range(len(files)), []])
    return data.dataloaders(
        bs=recipe.batch_size, shuffle=True, drop_last=True, num_workers=2, n_inp=1
    )
