"""The verdict: probabilities put into words, by one rule."""

from dataclasses import dataclass
from typing import Literal

from birdapp.guide import species

Level = Literal["almost_certainly", "probably", "could_be", "not_sure", "none"]


@dataclass(frozen=True)
class Thresholds:
    """Least probability for each wording; chosen on out-of-fold photos, kept in the manifest."""

    almost_certainly: float
    probably: float
    could_be: float
    none: float


@dataclass(frozen=True)
class Verdict:
    """How sure we are, and the sentence that says so."""

    level: Level
    sentence: str


def judge(common_name: str, probability: float, none: float, thresholds: Thresholds) -> Verdict:
    """Put the most probable species and the probability of "none of these" into words."""
    if none >= thresholds.none:
        return Verdict("none", f"Probably none of the {len(species.ALL)} birds on our list")
    bird = f"{_article(common_name)} {common_name}"
    if probability >= thresholds.almost_certainly:
        return Verdict("almost_certainly", f"Almost certainly {bird}")
    if probability >= thresholds.probably:
        return Verdict("probably", f"Probably {bird}")
    if probability >= thresholds.could_be:
        return Verdict("could_be", f"Could be {bird}")
    return Verdict("not_sure", f"Not sure: the closest is {bird}")


def _article(name: str) -> str:
    return "an" if name[0] in "AEIOU" else "a"
