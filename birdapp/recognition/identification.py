"""The answer to one photo, as plain data."""

from dataclasses import dataclass

from PIL import Image

from birdapp.recognition.engine import Array
from birdapp.recognition.verdict import Level


@dataclass(frozen=True)
class Score:
    """A species of the list and its probability."""

    slug: str
    probability: float


@dataclass(frozen=True)
class Identification:
    """How sure we are, and all species ranked; with `none_of_these` the probabilities sum to 1.

    `maps` holds each label's class activation map (h, w); `model` is the beginning of the sha256 of
    the file that answered.
    """

    level: Level
    ranking: tuple[Score, ...]
    none_of_these: float
    maps: dict[str, Array]
    engine: str
    model: str

    def heatmap(self, slug: str, size: tuple[int, int]) -> Image.Image:
        """Where the network saw `slug`: an 8-bit grey image of `size`, white for most.

        The scale runs from 0 to the largest positive value of the map. Raises KeyError for a label
        that is not the network's.
        """
        positive = self.maps[slug].clip(min=0)
        shades = (255 * positive / max(float(positive.max()), 1e-6)).round().astype("uint8")
        return Image.fromarray(shades).resize(size, Image.Resampling.BICUBIC)
