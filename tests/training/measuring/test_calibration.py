import numpy as np
import pytest

from birdapp.recognition.classifier import softmax
from birdapp.training.measuring.calibration import choose_thresholds, fit_temperature


def logits_of(count: int, sharpness: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Logits whose softmax is honest, multiplied by `sharpness`."""
    random = np.random.default_rng(seed)
    logits = random.normal(0, 2, (count, 5))
    truth = np.array([random.choice(5, p=row) for row in softmax(logits)])
    return logits * sharpness, truth


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 3.0])
def test_the_temperature_undoes_the_sharpness(sharpness: float) -> None:
    logits, truth = logits_of(4000, sharpness)
    assert fit_temperature(logits, truth, none=4) == pytest.approx(sharpness, rel=0.12)


def test_almost_certainly_is_seldom_said_of_other_birds() -> None:
    random = np.random.default_rng(1)
    logits = random.normal(0, 1.5, (3000, 31))
    truth = np.where(random.random(3000) < 0.5, 30, random.integers(0, 30, 3000))
    logits[np.arange(3000), truth] += 7
    sorts = ["listed" if label < 30 else "look_alike" for label in truth]
    probabilities = softmax(logits)
    thresholds = choose_thresholds(probabilities, truth, 30, sorts)
    assert thresholds.could_be <= thresholds.probably <= thresholds.almost_certainly
    certain = probabilities[:, :30].max(axis=1) >= thresholds.almost_certainly
    assert certain[truth == 30].mean() <= 0.05
    assert certain[truth < 30].mean() > 0.3
