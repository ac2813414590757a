"""From an image to an Identification: the same for every engine."""

from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from birdapp.recognition.engine import Engine, ModelError
from birdapp.recognition.identification import Identification, Score
from birdapp.recognition.manifest import UNNAMED, Manifest
from birdapp.recognition.transforms import View, see
from birdapp.recognition.verdict import judge


class Classifier:
    """An engine, and the manifest that says how to feed and read it."""

    def __init__(self, engine: Engine, manifest: Manifest, model: str) -> None:
        self.engine = engine
        self.manifest = manifest
        self.model = model

    def check(self) -> None:
        """Raise ModelError where the network and the manifest do not fit together."""
        classes = self.engine.classes(self.manifest.preprocessing.size)
        labels = len(self.manifest.labels)
        if classes != labels:
            raise ModelError(f"The network has {classes} classes, the manifest {labels}.")

    def identify(self, image: Image.Image) -> Identification:
        """Rank the species on an upright RGB image."""
        return self.read(see(image, self.manifest.preprocessing))

    def read(self, view: View) -> Identification:
        """Rank the species in a view of a photo."""
        looks = self.engine.run(view.pixels)
        probabilities = softmax(looks.logits[0] / self.manifest.temperature).tolist()
        scores = [*map(Score, self.manifest.labels, probabilities)]
        scores.sort(key=attrgetter("probability"), reverse=True)
        ranking = tuple(score for score in scores if score.slug not in self.manifest.outside)
        outside = [score for score in scores if score.slug in self.manifest.outside]
        none = sum(score.probability for score in outside)
        thresholds = self.manifest.thresholds
        return Identification(
            level=judge(ranking[0].probability, none, thresholds),
            ranking=ranking,
            none_of_these=none,
            maps=dict(zip(self.manifest.labels, looks.maps[0], strict=True)),
            engine=self.engine.name,
            model=self.model,
            neighbour=_likely_neighbour(outside, thresholds.neighbour),
            seen=view.part,
            closer=tuple(looks.boxes[0].clip(0, 1).tolist()),
        )


def _likely_neighbour(outside: list[Score], threshold: float) -> Score | None:
    """The first with a name of its own, if it is likely enough."""
    named = (score for score in outside if score.slug not in UNNAMED)
    first = next(named, None)
    return first if first and first.probability >= threshold else None


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Probabilities over the last axis, in double precision so that they sum to 1."""
    shifted = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)
    exponentials = np.exp(shifted)
    return exponentials / exponentials.sum(axis=-1, keepdims=True)
