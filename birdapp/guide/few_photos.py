"""What may be said of a bird that was learnt from few photos, or is recognised seldom."""

from collections.abc import Mapping
from math import isclose, sqrt

from birdapp.guide.wording import percent
from birdapp.recognition.identification import Identification
from birdapp.recognition.manifest import SpeciesMetrics

FEW = 100
"""One photo among fewer is more than a hundredth, so a whole per cent would claim too much."""

RELIABLE = 0.6
"""How often a bird must be recognised at the least, or its answer carries a caution: “could be”,
the weakest word that names a bird, has to be right as often (training/measuring/calibration.py)."""


def wilson_interval(successes: float, trials: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a proportion that holds for small numbers too (Wilson, 1927)."""
    if trials == 0:
        return 0.0, 1.0
    share = successes / trials
    centre = share + z * z / (2 * trials)
    spread = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def share_of_few(share: float | None, photos: float) -> str:
    """A share of photos in numbers, as “4 of 5 photos”; empty where a percentage may tell it.

    That is where there are many, unless it is all or none of them. A share that is the mean of
    several measurements need not be a whole number of photos; then it is said to be “about” one.
    """
    if share is None or not photos:
        return ""
    count = max(1, round(photos))
    right = round(share * count)
    is_exact = isclose(share * count, right, abs_tol=0.01)
    if is_exact and (count < FEW or right in (0, count)):
        return f"{right:,} of {_photos(count)}"
    if count >= FEW:
        return ""
    # Neither all nor none, if there is room between them.
    return f"about {min(max(right, 1), max(count - 1, 0))} of {_photos(count)}"


def caution(metrics: SpeciesMetrics | None) -> str:
    """Why not to rely on an answer that names this bird; empty where nothing speaks against it.

    What decides is not how many photos there were but what they leave open: whether the bird may,
    for all that was measured, be recognised too seldom.
    """
    if metrics is None or _least(metrics) >= RELIABLE:
        return ""
    photos, recall = metrics.photos, metrics.recall
    could_tell = wilson_interval(photos, photos)[0] >= RELIABLE
    if could_tell and recall is not None and recall < RELIABLE:
        told = share_of_few(recall, photos) or f"{percent(recall)} of our photos"
        return f"We recognised this bird in only {told}, so please check our answer."
    learnt = f"only {_photos(photos)}" if photos else "no photo of its own"
    return f"We learnt to recognise this bird from {learnt}, so please check our answer."


def _least(metrics: SpeciesMetrics) -> float:
    """How seldom it may be recognised; where nobody measured it, as if each photo had been."""
    if metrics.interval:
        return metrics.interval[0]
    recall = 1.0 if metrics.recall is None else metrics.recall
    return wilson_interval(recall * metrics.photos, metrics.photos)[0]


def caution_on(identification: Identification, metrics: Mapping[str, SpeciesMetrics]) -> str:
    """The caution on the bird that an answer names; an answer of “none” names no bird."""
    if identification.level == "none":
        return ""
    return caution(metrics.get(identification.ranking[0].slug))


def _photos(count: int) -> str:
    return f"{count} photo" if count == 1 else f"{count:,} photos"
