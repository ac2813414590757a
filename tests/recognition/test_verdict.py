import pytest

from birdapp.recognition.verdict import Thresholds, judge

THRESHOLDS = Thresholds(almost_certainly=0.9, probably=0.7, could_be=0.4, none=0.5)


@pytest.mark.parametrize(
    ("name", "probability", "none", "level", "sentence"),
    [
        ("Galah", 0.95, 0.01, "almost_certainly", "Almost certainly a Galah"),
        ("Galah", 0.90, 0.05, "almost_certainly", "Almost certainly a Galah"),
        ("Galah", 0.89, 0.05, "probably", "Probably a Galah"),
        ("Eastern Koel", 0.70, 0.2, "probably", "Probably an Eastern Koel"),
        ("Eastern Koel", 0.69, 0.2, "could_be", "Could be an Eastern Koel"),
        ("Galah", 0.40, 0.49, "could_be", "Could be a Galah"),
        ("Galah", 0.39, 0.49, "not_sure", "Not sure: the closest is a Galah"),
        ("Galah", 0.45, 0.50, "none", "Probably none of the 30 birds on our list"),
        ("Galah", 0.01, 0.98, "none", "Probably none of the 30 birds on our list"),
    ],
)
def test_probabilities_become_words(
    name: str, probability: float, none: float, level: str, sentence: str
) -> None:
    verdict = judge(name, probability, none, THRESHOLDS)
    assert (verdict.level, verdict.sentence) == (level, sentence)
