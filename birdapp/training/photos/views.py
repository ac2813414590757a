"""What the app's network sees of a photo, as fastai transforms; the exported learner keeps them."""

from pathlib import Path

import torch
from fastai.torch_core import TensorImage
from fasttransform import Transform
from PIL import Image

from birdapp.recognition.manifest import OTHER_BIRD
from birdapp.recognition.photos import open_photo
from birdapp.recognition.transforms import Preprocessing, to_input
from birdapp.training.photos.scenes import Scene, as_sent, draw_of


def read_photo(photo: Path | str | bytes) -> Image.Image:
    """Open a photo, from its file or its bytes, through the same door as an upload."""
    return open_photo(photo if isinstance(photo, bytes) else Path(photo).read_bytes())


def unknown_label(_: object) -> str:
    """The label of a photo that nobody has labelled, for a learner that only predicts."""
    return OTHER_BIRD


class SceneView(Transform):
    """A photo's file as an image in a scene of its own."""

    def __init__(self, name: str, scene: Scene) -> None:
        self.scene_name = name
        self.scene = scene

    @classmethod
    def of_photo(cls) -> "SceneView":
        """The photo as it was sent."""
        return cls("as-sent", as_sent)

    def encodes(self, file: Path) -> Image.Image:
        return self.scene(read_photo(file), draw_of(file, self.scene_name))


class ServingView(Transform):
    """The one preprocessing."""

    def __init__(self, preprocessing: Preprocessing) -> None:
        self.preprocessing = preprocessing

    def encodes(self, image: Image.Image) -> TensorImage:
        return TensorImage(torch.from_numpy(to_input(image, self.preprocessing)[0]))
