"""The verdict: how sure we are, from probabilities, by one rule."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["almost_certainly", "probably", "could_be", "not_sure", "none"]


@dataclass(frozen=True)
class Thresholds:
    """Least probability for each level; chosen on out-of-fold photos, kept in the manifest."""

    almost_certainly: float
    probably: float
    could_be: float
    none: float


def judge(probability: float, none: float, thresholds: Thresholds) -> Level:
    """How sure we are of the most probable species, beside the probability of "none of these"."""
    if none >= thresholds.none:
        return "none"
    if probability >= thresholds.almost_certainly:
        return "almost_certainly"
    if probability >= thresholds.probably:
        return "probably"
    if probability >= thresholds.could_be:
        return "could_be"
    return "not_sure"
