from itertools import product

import pytest

from birdapp.guide.wording import sentence, with_article
from birdapp.recognition.verdict import Thresholds, judge
from tests.conftest import GUIDE

THRESHOLDS = Thresholds(almost_certainly=0.9, probably=0.7, could_be=0.4, none=0.5, perhaps=0.2)


@pytest.mark.parametrize(
    ("probability", "none", "level"),
    [
        (0.95, 0.01, "almost_certainly"),
        (0.90, 0.05, "almost_certainly"),
        (0.89, 0.05, "probably"),
        (0.70, 0.2, "probably"),
        (0.69, 0.2, "could_be"),
        (0.40, 0.40, "could_be"),
        (0.39, 0.30, "not_sure"),
        (0.40, 0.41, "perhaps"),
        (0.20, 0.79, "perhaps"),
        (0.19, 0.50, "none"),
        (0.19, 0.49, "not_sure"),
        (0.01, 0.98, "none"),
    ],
)
def test_probabilities_become_a_level(probability: float, none: float, level: str) -> None:
    assert judge(probability, none, THRESHOLDS) == level


NAMED_ALONE = ("almost_certainly", "probably", "could_be")
STEPS = [step / 20 for step in range(21)]
GRID = [
    (probability, none) for probability, none in product(STEPS, STEPS) if probability + none <= 1
]


LEVELS = [(0.9, 0.7, 0.4), (0.5, 0.3, 0.1), (0.0, 0.0, 0.0)]
MANY_THRESHOLDS = [
    Thresholds(*levels, none=none, perhaps=perhaps)
    for levels, none, perhaps in product(LEVELS, (0.0, 0.3, 0.5, 0.9, 1.0), (0.0, 0.12, 0.4, 1.0))
]
"""Sensible ones, and some that no calibration would choose."""


@pytest.mark.parametrize("thresholds", MANY_THRESHOLDS)
def test_the_headline_and_the_first_of_the_ranking_do_not_contradict_each_other(
    thresholds: Thresholds,
) -> None:
    for probability, none in GRID:
        level = judge(probability, none, thresholds)
        assert level not in ("none", "perhaps") or none > probability
        assert level not in NAMED_ALONE or probability >= none
        words = sentence(level, 0, GUIDE)
        assert (with_article(GUIDE.species[0]) in words) == (level != "none")
