"""What may be said of a bird that was learnt from few photos, or is recognised seldom."""

from collections.abc import Mapping
from math import isclose

from birdapp.recognition.identification import Identification
from birdapp.recognition.manifest import SpeciesMetrics

FEW = 30
"""With fewer photos, a percentage would claim more than they can tell."""

TOO_FEW = 4


def share_of_few(metrics: SpeciesMetrics) -> str:
    """How many of few photos were recognised, as “4 of 5 photos”; empty where there are many.

    A share that is the mean of several measurements need not be a whole number of photos; then it
    is not said to be all of them.
    """
    if metrics.recall is None or metrics.photos >= FEW:
        return ""
    right = metrics.recall * metrics.photos
    if isclose(right, round(right), abs_tol=0.01):
        return f"{round(right)} of {_photos(metrics.photos)}"
    return f"about {min(round(right), metrics.photos - 1)} of {_photos(metrics.photos)}"


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
    return f"{count} photo" if count == 1 else f"{count} photos"
