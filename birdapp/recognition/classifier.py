"""From an image to an Identification: the same for every engine."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from birdapp.recognition.engine import Array, Engine, ModelError
from birdapp.recognition.identification import Identification, Score
from birdapp.recognition.manifest import NONE, Manifest
from birdapp.recognition.transforms import Input, to_input
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
            raise ModelError(f"The network answers {classes} classes, the manifest {labels}.")

    def identify(self, image: Image.Image) -> Identification:
        """Rank the species on an upright RGB image."""
        return self.read(to_input(image, self.manifest.preprocessing))

    def read(self, batch: Input) -> Identification:
        """Rank the species on a network input (1, 3, H, W)."""
        logits, maps = self.engine.run(batch)
        return self._explain(softmax(logits[0] / self.manifest.temperature), maps[0])

    def _explain(self, probabilities: NDArray[np.float64], maps: Array) -> Identification:
        by_label = dict(zip(self.manifest.labels, probabilities.tolist(), strict=True))
        none = by_label.pop(NONE)
        ranking = tuple(
            Score(slug, by_label[slug])
            for slug in sorted(by_label, key=by_label.get, reverse=True)  # type: ignore[arg-type]
        )
        return Identification(
            level=judge(ranking[0].probability, none, self.manifest.thresholds),
            ranking=ranking,
            none_of_these=none,
            maps=dict(zip(self.manifest.labels, maps, strict=True)),
            engine=self.engine.name,
            model=self.model,
        )


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Probabilities over the last axis, in double precision so that they sum to 1."""
    shifted = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)
    exponentials = np.exp(shifted)
    return exponentials / exponentials.sum(axis=-1, keepdims=True)
