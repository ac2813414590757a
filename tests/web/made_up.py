"""Answers and figures that no photo here gives."""

from dataclasses import replace
from typing import Any

from birdapp.recognition.classifier import Classifier
from birdapp.recognition.identification import Identification, Score
from birdapp.recognition.manifest import Manifest, SpeciesMetrics
from birdapp.recognition.verdict import Level
from tests.conftest import GUIDE

FIRST = GUIDE.slugs[0]


def answered(level: Level, probability: float = 0.5, **more: Any) -> Identification:
    """An answer of this level that ranks the list's first bird first."""
    others = tuple(Score(slug, 0.0) for slug in GUIDE.slugs[1:])
    ranking = (Score(FIRST, probability), *others)
    return Identification(level, ranking, 1 - probability, {}, "onnx", "0", **more)


def neighbour() -> Score:
    """The first bird outside the list, rather probable."""
    return Score(GUIDE.neighbours[0].slug, 0.4)


def manifest(classifier: Classifier, first: SpeciesMetrics | None = None) -> Manifest:
    """The classifier's manifest, with these figures of the list's first bird and no others."""
    return replace(classifier.manifest, species_metrics={FIRST: first} if first else {})
