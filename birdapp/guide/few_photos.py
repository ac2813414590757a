"""What may be said of a bird that was learnt from few photos, or is recognised seldom."""

from collections.abc import Mapping
from math import isclose

from birdapp.recognition.identification import Identification
from birdapp.recognition.manifest import SpeciesMetrics

FEW = 100
"""One photo among fewer is more than a hundredth, so a whole per cent would claim too much."""

TOO_FEW = 4


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
    """Why not to rely on an answer that names this bird; empty where nothing speaks against it."""
    if metrics is None:
        return ""
    if metrics.photos < TOO_FEW:
        learnt = f"only {_photos(metrics.photos)}" if metrics.photos else "no photo of its own"
        return f"We learnt to recognise this bird from {learnt}, so please check our answer."
    if metrics.recall is not None and metrics.recall < 0.5:
        return (
            "We recognise fewer than half of our photos of this bird, so please check our answer."
        )
    return ""


def caution_on(identification: Identification, metrics: Mapping[str, SpeciesMetrics]) -> str:
    """The caution on the bird that an answer names; an answer of “none” names no bird."""
    if identification.level == "none":
        return ""
    return caution(metrics.get(identification.ranking[0].slug))


def _photos(count: int) -> str:
    return f"{count} photo" if count == 1 else f"{count:,} photos"
