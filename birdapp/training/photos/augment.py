"""What the network sees of a photo while it learns: a fresh random view each time."""

import random

import torch
from fastai.torch_core import TensorImage
from fasttransform import Transform
from PIL import Image
from torchvision.transforms import v2

from birdapp.recognition.transforms import Preprocessing, to_array
from birdapp.training.photos import degradations


class TrainingView(Transform):
    """Random crop, mirror, tilt, colour and blur, ending in the same normalisation as serving.

    A share `erasing` of the views then loses a rectangle, which becomes mid-grey.
    """

    def __init__(
        self, preprocessing: Preprocessing, smallest_crop: float, erasing: float = 0.0
    ) -> None:
        self.preprocessing = preprocessing
        self.augment = v2.Compose(
            [
                *_crop(preprocessing.size, smallest_crop),
                v2.RandomApply([v2.RandomRotation(12, v2.InterpolationMode.BILINEAR)], p=0.3),
                v2.ColorJitter(brightness=0.25, contrast=0.25, saturation=0.25, hue=0.02),
                v2.RandomApply([v2.GaussianBlur(5, (0.1, 1.5))], p=0.15),
            ]
        )
        self.erase = v2.RandomErasing(p=erasing)

    def encodes(self, image: Image.Image) -> TensorImage:
        pixels = to_array(self.augment(image), self.preprocessing)
        return TensorImage(self.erase(torch.from_numpy(pixels)))


class CleanAndDegraded(Transform):
    """A random crop twice, (2, 3, H, W): as it is for the teacher, then as life has it for the
    student.

    After "noisy student" (Xie et al., CVPR 2020), whose teacher sees clean pictures.
    """

    def __init__(self, preprocessing: Preprocessing, smallest_crop: float) -> None:
        self.preprocessing = preprocessing
        self.crop = v2.Compose(_crop(preprocessing.size, smallest_crop))

    def encodes(self, image: Image.Image) -> TensorImage:
        crop = self.crop(image)
        views = [to_array(view, self.preprocessing) for view in (crop, degraded(crop))]
        return TensorImage(torch.stack([torch.from_numpy(view) for view in views]))


def _crop(side: int, smallest: float) -> list[v2.Transform]:
    return [
        v2.RandomResizedCrop((side, side), scale=(smallest, 1.0), ratio=(0.7, 1.43)),
        v2.RandomHorizontalFlip(),
    ]


def degraded(image: Image.Image, chance: random.Random | None = None) -> Image.Image:
    """The photo as a visitor may send it: smaller, tilted, blurred, in other light, noisy,
    compressed; each of them with a chance of its own, and often nothing at all."""
    chance = chance or random.Random(random.getrandbits(64))
    draw = chance.random
    if draw() < 0.35:
        red, green, blue = (chance.randint(0, 255) for _ in range(3))
        plain = (red, green, blue) if draw() < 0.2 else None
        image = degradations.shrunk(image, 1.2 * 2.5 ** draw(), (draw(), draw()), plain)
    if draw() < 0.25:
        image = degradations.tilted(image, chance.uniform(-20, 20))
    if draw() < 0.25:
        image = degradations.blurred(image, 0.014 * draw())
    if draw() < 0.3:
        image = degradations.brightened(image, 0.35 * 5.2 ** draw())
    if draw() < 0.5:
        most = chance.choice((0.1, 0.3))
        gains = [1 + chance.uniform(-most, most) for _ in range(3)]
        image = degradations.tinted(image, (gains[0], gains[1], gains[2]))
    if draw() < 0.2:
        image = degradations.noisy(image, 35 * draw(), chance.getrandbits(32))
    if draw() < 0.2:
        image = degradations.compressed(image, chance.randint(8, 50))
    return image
