"""The ways in which each photo is learnt from and measured: near, far, spoilt and cut out.

A scene is a function of an image and a number between 0 and 1 of that photo's own, so that a photo
looks the same each time.
"""

import random
import zlib
from collections.abc import Callable
from pathlib import Path

from fasttransform import Transform
from PIL import Image

from birdapp.training.photos import degradations
from birdapp.training.photos.augment import degraded
from birdapp.training.photos.views import read_photo

Scene = Callable[[Image.Image, random.Random], Image.Image]


def as_sent(image: Image.Image, _: random.Random) -> Image.Image:
    """The photo itself."""
    return image


def mirrored(image: Image.Image, _: random.Random) -> Image.Image:
    """Left and right exchanged."""
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def half_as_large(image: Image.Image, draw: random.Random) -> Image.Image:
    """The bird is half as large in the picture, as in most garden photos."""
    return degradations.shrunk(image, 2, (draw.random(), draw.random()))


def a_third_as_large(image: Image.Image, draw: random.Random) -> Image.Image:
    """The bird is a third as large in the picture."""
    return degradations.shrunk(image, 3, (draw.random(), draw.random()))


def mildly_spoilt(image: Image.Image, draw: random.Random) -> Image.Image:
    """A little out of focus, in poor light, tilted and compressed."""
    image = degradations.blurred(image, 0.004 * draw.random())
    image = degradations.brightened(image, 0.6 * 2.3 ** draw.random())
    image = degradations.tilted(image, draw.uniform(-8, 8))
    return degradations.compressed(image, draw.randint(20, 60))


LEARNT: dict[str, Scene] = {
    "as-sent": as_sent,
    "mirrored": mirrored,
    "half": half_as_large,
    "third": a_third_as_large,
    "spoilt": degraded,
}
"""What the head learns from, and from CUT_OUT."""

CUT_OUT = "cut-out"
"""The name of one more scene, which needs to know where the bird is: see cut_out.py."""

SEEN: dict[str, Scene] = {
    "as-sent": as_sent,
    "half": half_as_large,
    "mild": mildly_spoilt,
}
"""Photos as visitors send them: words and temperature are fitted on these."""

DEGRADATIONS: dict[str, Scene] = {
    "blur of 1/200": lambda image, _: degradations.blurred(image, 1 / 200),
    "blur of 1/100": lambda image, _: degradations.blurred(image, 1 / 100),
    "brightness 0.35": lambda image, _: degradations.brightened(image, 0.35),
    "brightness 1.8": lambda image, _: degradations.brightened(image, 1.8),
    "noise": lambda image, draw: degradations.noisy(image, 35, draw.getrandbits(32)),
    "tint": lambda image, _: degradations.tinted(image, (1.25, 1.0, 0.7)),
    "tilt of 15°": lambda image, _: degradations.tilted(image, 15),
    "JPEG of quality 8": lambda image, _: degradations.compressed(image, 8),
}
"""What each photo of the list is measured under."""


def draw_of(file: Path, scene: str) -> random.Random:
    """The chance that belongs to a photo in a scene: the same each time."""
    return random.Random(zlib.crc32(f"{file.parent.name}/{file.name} {scene}".encode()))


class SceneView(Transform):
    """A photo's file as an image in a scene.

    Apart from ServingView, whose module a served learner imports: augmentation needs torchvision.
    """

    def __init__(self, name: str, scene: Scene) -> None:
        self.scene_name = name
        self.scene = scene

    def encodes(self, file: Path) -> Image.Image:
        return self.scene(read_photo(file), draw_of(file, self.scene_name))
