"""The answer to one photo, as plain data."""

from dataclasses import dataclass

from PIL import Image

from birdapp.recognition.engine import Array
from birdapp.recognition.transforms import Box, on_photo
from birdapp.recognition.verdict import Level


@dataclass(frozen=True)
class Score:
    """A species and its probability."""

    slug: str
    probability: float


@dataclass(frozen=True)
class Identification:
    """How sure we are, and all species ranked; with `none_of_these` the probabilities sum to 1.

    `neighbour` is the bird outside the list that it may well be; its probability is a part of
    `none_of_these`. `seen` is the part of the photo that became the network's input, `closer` the
    part of that input that was looked at closely, and `maps` holds the class activation map (h, w)
    of each label there. `model` is the beginning of the sha256 of the file that answered.
    """

    level: Level
    ranking: tuple[Score, ...]
    none_of_these: float
    maps: dict[str, Array]
    engine: str
    model: str
    neighbour: Score | None = None
    seen: Box = (0.0, 0.0, 1.0, 1.0)
    closer: Box = (0.0, 0.0, 1.0, 1.0)

    @property
    def looked_at(self) -> Box:
        """The part of the photo that was looked at closely."""
        left, top, right, bottom = on_photo(self.closer, self.seen)
        return max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom)

    def heatmap(self, slug: str, size: tuple[int, int]) -> Image.Image:
        """Where the network saw `slug`: an 8-bit grey image of `size`, white for most.

        The scale runs from 0 to the largest positive value of the map. Raises KeyError for a label
        that is not the network's.
        """
        positive = self.maps[slug].clip(min=0)
        shades = (255 * positive / max(float(positive.max()), 1e-6)).round().astype("uint8")
        return Image.fromarray(shades).resize(size, Image.Resampling.BICUBIC)
