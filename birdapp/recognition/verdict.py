"""The verdict: how sure we are, from probabilities, by one rule."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["almost_certainly", "probably", "could_be", "perhaps", "not_sure", "none"]


@dataclass(frozen=True)
class Thresholds:
    """Least probability for each level; chosen on out-of-fold photos, kept in the manifest.

    `neighbour` is the least probability of a bird outside the list that is named. A manifest from
    before there were such levels never says "perhaps" and names no neighbour.
    """

    almost_certainly: float
    probably: float
    could_be: float
    none: float
    perhaps: float = 1.0
    neighbour: float = 1.0


def judge(probability: float, none: float, thresholds: Thresholds) -> Level:
    """How sure we are of the most probable species, beside the probability of "none of these".

    The species alone is named only where it is at least as probable as "none of these", and "none"
    is the verdict only where that is more probable than any species: the verdict and the first of
    the ranking cannot contradict each other.
    """
    if none > probability:
        if probability >= thresholds.perhaps:
            return "perhaps"
        return "none" if none >= thresholds.none else "not_sure"
    if probability >= thresholds.almost_certainly:
        return "almost_certainly"
    if probability >= thresholds.probably:
        return "probably"
    if probability >= thresholds.could_be:
        return "could_be"
    return "not_sure"
