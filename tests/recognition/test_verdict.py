import pytest

from birdapp.recognition.verdict import Thresholds, judge

THRESHOLDS = Thresholds(almost_certainly=0.9, probably=0.7, could_be=0.4, none=0.5)


@pytest.mark.parametrize(
    ("probability", "none", "level"),
    [
        (0.95, 0.01, "almost_certainly"),
        (0.90, 0.05, "almost_certainly"),
        (0.89, 0.05, "probably"),
        (0.70, 0.2, "probably"),
        (0.69, 0.2, "could_be"),
        (0.40, 0.49, "could_be"),
        (0.39, 0.49, "not_sure"),
        (0.45, 0.50, "none"),
        (0.01, 0.98, "none"),
    ],
)
def test_probabilities_become_a_level(probability: float, none: float, level: str) -> None:
    assert judge(probability, none, THRESHOLDS) == level
