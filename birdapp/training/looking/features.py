"""What the frozen body sees of each photo in each scene, computed once and kept: the head learns
from this."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from operator import attrgetter
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
import torch.nn.functional as F
from fastai.data.core import Datasets, TfmdDL
from numpy.typing import NDArray
from torch import Tensor, nn

from birdapp.training.looking.onnx_session import one_thread
from birdapp.training.network import Body, Finder, closer
from birdapp.training.photos.cut_out import CutOutView, Outlined
from birdapp.training.photos.photoset import Photo
from birdapp.training.photos.scenes import CUT_OUT, LEARNT, Scene, SceneView
from birdapp.training.photos.views import ServingView, read_photo
from birdapp.training.recipe import Recipe

Features = NDArray[np.float16]
"""Pooled features (N, 2, 1280) of the look at the whole and the closer one, of N photos."""


class Eyes:
    """A body and a finder that look at photos; what they saw is kept in a folder."""

    def __init__(self, body: Body, finder: Finder, recipe: Recipe, folder: Path) -> None:
        self.body = body
        self.finder = finder
        self.once = FirstLook(body)
        self.looks = PooledLooks(body, finder)
        self.silhouettes = Silhouettes(body, finder)
        self.view = ServingView(recipe.preprocessing)
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def see_to_learn(self, photos: list[Photo], first_share: float) -> NDArray[np.float32]:
        """What the head learns from (V, N, 1280): N photos in V scenes, the last being CUT_OUT."""
        seen = [*self.see(photos, LEARNT).values(), self.see_cut_out(photos)]
        return np.stack([mixed(features, first_share) for features in seen])

    def see(self, photos: list[Photo], scenes: dict[str, Scene]) -> dict[str, Features]:
        """Features of the photos in each scene."""
        return {name: self._in_scene(photos, name, scene) for name, scene in scenes.items()}

    def see_cut_out(self, photos: list[Photo]) -> Features:
        """Features of copies that the finder's own map cuts out, on plain backgrounds."""
        file = self.folder / f"{CUT_OUT}.npy"
        if file.exists():
            return np.load(file)
        plain = [attrgetter("file"), read_photo, self.view]
        silhouettes = self._looks_at(self.silhouettes, photos, plain, "silhouettes")
        items = [Outlined(p.file, s) for p, s in zip(photos, silhouettes, strict=True)]
        view = [CutOutView(self.view.preprocessing), self.view]
        return _keep(file, self._looks_at(self.looks, items, view, CUT_OUT))

    def _looks_at(
        self, network: nn.Module, items: Sequence[Any], view: Sequence[Any], name: str
    ) -> NDArray[np.float32]:
        """What a network answers to each item in the view of that name, by ONNX Runtime: it takes
        half the time of PyTorch for this, and an item a thread keeps all cores busy."""
        file = self.folder / f"{type(network).__name__}.onnx"
        session = one_thread(network, file, self.view.preprocessing.size)

        def look(item: Any) -> NDArray[np.float32]:
            image: Tensor = reduce(lambda seen, step: step(seen), view, item)
            return session.run(None, {"image": image.as_subclass(Tensor).numpy()[np.newaxis]})[0]

        with ThreadPoolExecutor(os.cpu_count()) as threads:
            answers = threads.map(look, items)
            with click.progressbar(
                answers, length=len(items), label=f"  {name}", file=sys.stderr
            ) as seen:
                return np.concatenate(list(seen))

    def _in_scene(self, photos: list[Photo], name: str, scene: Scene) -> Features:
        slug = "".join(letter if letter.isalnum() else "-" for letter in name)
        file = self.folder / f"{slug}.npy"
        if file.exists():
            return np.load(file)
        view = [attrgetter("file"), SceneView(name, scene), self.view]
        return _keep(file, self._looks_at(self.looks, photos, view, name))


def _keep(file: Path, values: NDArray[np.float32]) -> Features:
    features = values.astype(np.float16)
    unfinished = file.with_suffix(".part.npy")
    np.save(unfinished, features)
    unfinished.replace(file)
    return features


def mixed(features: Features, first_share: float) -> NDArray[np.float32]:
    """Features of both looks (N, 2, 1280) → what the head judges (N, 1280), as in LooksCloser."""
    whole, close = features[:, 0].astype(np.float32), features[:, 1].astype(np.float32)
    return first_share * whole + (1 - first_share) * close


class FirstLook(nn.Module):
    """A body that looks at the whole picture only, and the mean over its grid."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, images: Tensor) -> Tensor:
        """Images (N, 3, 2·S, 2·S) → features (N, 1280)."""
        return self.body(F.avg_pool2d(images, 2)).mean((2, 3))


class PooledLooks(nn.Module):
    """Both looks of LooksCloser, each as the mean over its grid."""

    def __init__(self, body: nn.Module, finder: nn.Module) -> None:
        super().__init__()
        self.body = body
        self.finder = finder

    def forward(self, images: Tensor) -> Tensor:
        """Images (N, 3, 2·S, 2·S) → features (N, 2, 1280)."""
        first = self.body(F.avg_pool2d(images, 2))
        second = self.body(closer(images, self.finder(first)))
        return torch.stack([first.mean((2, 3)), second.mean((2, 3))], dim=1)


class Silhouettes(nn.Module):
    """The finder's map of the closer look, and where that was."""

    def __init__(self, body: nn.Module, finder: Finder) -> None:
        super().__init__()
        self.body = body
        self.finder = finder

    def forward(self, images: Tensor) -> Tensor:
        """Images (N, 3, 2·S, 2·S) → squares (N, 3) and maps (N, h·w), side by side."""
        square = self.finder(self.body(F.avg_pool2d(images, 2)))
        maps = self.finder.convolution(self.body(closer(images, square)))
        return torch.cat([square, maps.flatten(1)], dim=1)


def network_output(
    network: nn.Module, items: Sequence[Any], view: Sequence[Any]
) -> NDArray[np.float32]:
    """What a network answers to each item in a view, (N, …)."""
    data = Datasets(items, [list(view)])
    loader = TfmdDL(data, bs=32, shuffle=False, num_workers=2)
    network.eval().to(memory_format=torch.channels_last)
    with torch.inference_mode():
        return np.concatenate([network(_plain(batch[0])).numpy() for batch in loader])


def _plain(batch: Tensor) -> Tensor:
    return batch.as_subclass(Tensor).contiguous(memory_format=torch.channels_last)
