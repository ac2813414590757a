"""What the app's network sees of a photo, as fastai transforms; the exported learner keeps them."""

from pathlib import Path

import torch
from fastai.torch_core import TensorImage
from fasttransform import Transform
from PIL import Image

from birdapp.recognition.manifest import OTHER_BIRD
from birdapp.recognition.photos import open_photo
from birdapp.recognition.transforms import Preprocessing, to_input


def read_photo(photo: Path | str | bytes) -> Image.Image:
    """Open a photo, from its file or its bytes, through the same door as an upload."""
    return open_photo(photo if isinstance(photo, bytes) else Path(photo).read_bytes())


def unknown_label(_: object) -> str:
    """The label of a photo that nobody has labelled, for a learner that only predicts."""
    return OTHER_BIRD


class ServingView(Transform):
    """The one preprocessing."""

    def __init__(self, preprocessing: Preprocessing) -> None:
        self.preprocessing = preprocessing

    def encodes(self, image: Image.Image) -> TensorImage:
        return TensorImage(torch.from_numpy(to_input(image, self.preprocessing)[0]))
