import numpy as np
import pytest

from birdapp.guide.few_photos import wilson_interval
from birdapp.training.measuring.metrics import (
    auroc,
    expected_calibration_error,
    false_positive_rate,
    top_k,
)


def test_top_k_counts_the_first_k() -> None:
    probabilities = np.array([[0.5, 0.3, 0.2], [0.1, 0.2, 0.7]])
    truth = np.array([1, 0])
    assert top_k(probabilities, truth, 1).tolist() == [False, False]
    assert top_k(probabilities, truth, 2).tolist() == [True, False]
    assert top_k(probabilities, truth, 3).tolist() == [True, True]


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [([0.9, 0.8], [0.1, 0.2], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5)],
)
def test_auroc(positive: list[float], negative: list[float], expected: float) -> None:
    assert auroc(np.array(positive), np.array(negative)) == expected


def test_false_positives_at_95_percent() -> None:
    positive = np.linspace(0.01, 1, 100)
    assert false_positive_rate(positive, np.array([0.01, 0.02, 0.5, 0.9]), 0.95) == 0.5


def test_calibration_error_of_an_honest_and_a_boasting_network() -> None:
    confidence = np.full(100, 0.8)
    right = np.arange(100) < 80
    assert expected_calibration_error(confidence, right) == pytest.approx(0)
    assert expected_calibration_error(confidence, np.arange(100) < 50) == pytest.approx(0.3)


def test_wilson_interval_of_few_photos_is_wide() -> None:
    assert wilson_interval(1, 1) == pytest.approx((0.2065, 1.0), abs=1e-4)
    assert wilson_interval(50, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)
    assert wilson_interval(0, 0) == (0.0, 1.0)
