import numpy as np
import pytest

from birdapp.recognition.classifier import softmax
from birdapp.training.measuring.calibration import (
    choose_neighbour_threshold,
    choose_thresholds,
    fit_temperature,
)


def logits_of(count: int, sharpness: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Logits whose softmax is honest, multiplied by `sharpness`."""
    random = np.random.default_rng(seed)
    logits = random.normal(0, 2, (count, 5))
    truth = np.array([random.choice(5, p=row) for row in softmax(logits)])
    return logits * sharpness, truth


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 3.0])
def test_the_temperature_undoes_the_sharpness(sharpness: float) -> None:
    logits, truth = logits_of(4000, sharpness)
    assert fit_temperature(logits, truth, species=4) == pytest.approx(sharpness, rel=0.12)


def test_almost_certainly_is_seldom_said_of_other_birds() -> None:
    random = np.random.default_rng(1)
    logits = random.normal(0, 1.5, (3000, 31))
    truth = np.where(random.random(3000) < 0.5, 30, random.integers(0, 30, 3000))
    logits[np.arange(3000), truth] += 7
    sorts = ["listed" if label < 30 else "look_alike" for label in truth]
    probabilities = softmax(logits)
    thresholds = choose_thresholds(probabilities, truth, sorts, neighbour=0.4)
    assert thresholds.could_be <= thresholds.probably <= thresholds.almost_certainly
    certain = probabilities[:, :30].max(axis=1) >= thresholds.almost_certainly
    assert certain[truth == 30].mean() <= 0.05
    assert certain[truth < 30].mean() > 0.3
    assert thresholds.neighbour == 0.4


def test_a_bird_is_denied_only_where_that_costs_less_than_to_hedge() -> None:
    """Half of the listed birds are doubted at 0.3; of the others a few, or nearly all."""
    truth = np.array([0] * 100 + [1] * 100)
    sorts = ["listed"] * 100 + ["regional"] * 100
    for doubted, perhaps in ((10, True), (90, True), (0, True)):
        best = np.array([0.9] * 50 + [0.3] * 50 + [0.3] * doubted + [0.02] * (100 - doubted))
        thresholds = choose_thresholds(np.stack([best, 1 - best], axis=1), truth, sorts, 1.0)
        assert (thresholds.perhaps <= 0.3) == perhaps
    best = np.array([0.9] * 98 + [0.3] * 2 + [0.3] * 90 + [0.02] * 10)
    thresholds = choose_thresholds(np.stack([best, 1 - best], axis=1), truth, sorts, 1.0)
    assert thresholds.perhaps > 0.3


def test_the_temperature_sums_up_what_is_outside_the_list() -> None:
    """Two outside classes that share one photo are not taken for doubt."""
    logits = np.array([[0.0, 5.0, 5.0]] * 50 + [[8.0, 0.0, 0.0]] * 50)
    truth = np.array([1] * 50 + [0] * 50)
    assert fit_temperature(logits, truth, species=1) < 0.2


@pytest.mark.parametrize(("right", "threshold"), [(0.9, 0.2), (0.2, 1.0)])
def test_a_neighbour_is_named_where_that_is_right_often_enough(
    right: float, threshold: float
) -> None:
    """Classes: one bird of the list, two neighbours, another bird, no bird."""
    probabilities = np.tile([0.1, 0.6, 0.1, 0.1, 0.1], (100, 1))
    truth = np.where(np.arange(100) < 100 * right, 1, 3)
    assert choose_neighbour_threshold(probabilities, truth, species=1) == threshold
