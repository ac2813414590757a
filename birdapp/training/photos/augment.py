"""What the network sees of a photo while it learns: a fresh random view each time."""

import torch
from fastai.torch_core import TensorImage
from fasttransform import Transform
from PIL import Image
from torchvision.transforms import v2

from birdapp.recognition.transforms import Preprocessing, to_array


class TrainingView(Transform):
    """Random crop, mirror, tilt, colour and blur, ending in the same normalisation as serving.

    A share `erasing` of the views then loses a rectangle, which becomes mid-grey.
    """

    def __init__(
        self, preprocessing: Preprocessing, smallest_crop: float, erasing: float = 0.0
    ) -> None:
        self.preprocessing = preprocessing
        side = preprocessing.size
        self.augment = v2.Compose(
            [
                v2.RandomResizedCrop((side, side), scale=(smallest_crop, 1.0), ratio=(0.7, 1.43)),
                v2.RandomHorizontalFlip(),
                v2.RandomApply([v2.RandomRotation(12, v2.InterpolationMode.BILINEAR)], p=0.3),
                v2.ColorJitter(brightness=0.25, contrast=0.25, saturation=0.25, hue=0.02),
                v2.RandomApply([v2.GaussianBlur(5, (0.1, 1.5))], p=0.15),
            ]
        )
        self.erase = v2.RandomErasing(p=erasing)

    def encodes(self, image: Image.Image) -> TensorImage:
        pixels = to_array(self.augment(image), self.preprocessing)
        return TensorImage(self.erase(torch.from_numpy(pixels)))
