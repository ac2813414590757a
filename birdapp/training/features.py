"""What the frozen body sees of each photo, computed once and kept: the head learns from this."""

from operator import attrgetter
from pathlib import Path

import numpy as np
import torch
from fastai.data.core import Datasets, TfmdDL
from fasttransform import Transform
from numpy.typing import NDArray
from torch import Tensor, nn

from birdapp.training.photos.photoset import Photo
from birdapp.training.photos.views import ServingView, read_photo
from birdapp.training.recipe import Recipe


class MirroredView(Transform):
    """The app's view, left and right exchanged."""

    def encodes(self, image: Tensor) -> Tensor:
        return image.flip(-1)


def features_of_views(
    photos: list[Photo], body: nn.Module, recipe: Recipe, run: Path
) -> NDArray[np.float32]:
    """Pooled features (2, N, 1280) of N photos as the app sees them, and mirrored.

    Each view is kept in `run`/features, and what lies there is not computed again.
    """
    folder = run / "features"
    folder.mkdir(parents=True, exist_ok=True)
    view = ServingView(recipe.preprocessing)
    return np.stack(
        [
            _kept(folder / "as-served.npy", photos, body, [view]),
            _kept(folder / "mirrored.npy", photos, body, [view, MirroredView()]),
        ]
    )


def _kept(
    file: Path, photos: list[Photo], body: nn.Module, view: list[Transform]
) -> NDArray[np.float32]:
    if file.exists():
        return np.load(file)
    features = network_output(PooledBody(body), photos, view)
    unfinished = file.with_suffix(".part.npy")
    np.save(unfinished, features)
    unfinished.replace(file)
    return features


class PooledBody(nn.Module):
    """A body and the mean over its grid."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, images: Tensor) -> Tensor:
        """Images (N, 3, H, W) → features (N, 1280)."""
        return self.body(images).mean((2, 3))


def network_output(
    network: nn.Module, photos: list[Photo], view: list[Transform]
) -> NDArray[np.float32]:
    """What a network answers to each photo in a view, (N, …)."""
    data = Datasets(photos, [[attrgetter("file"), read_photo, *view]])
    loader = TfmdDL(data, bs=32, shuffle=False, num_workers=2)
    network.eval().to(memory_format=torch.channels_last)
    with torch.inference_mode():
        return np.concatenate([network(_plain(batch[0])).numpy() for batch in loader])


def _plain(batch: Tensor) -> Tensor:
    return batch.as_subclass(Tensor).contiguous(memory_format=torch.channels_last)
