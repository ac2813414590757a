"""Turning out-of-fold logits into honest words: temperature and thresholds."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from birdapp.recognition.classifier import softmax
from birdapp.recognition.verdict import Thresholds
from birdapp.training.measuring.metrics import Floats, Ints
from birdapp.training.photos.classes import of_the_list

RIGHT = {"almost_certainly": 0.97, "probably": 0.85, "could_be": 0.60}
"""How often a verdict of this wording or a surer one has to be right."""

LEAST = {"almost_certainly": 0.80, "probably": 0.50, "could_be": 0.25}
"""Below this probability a wording would be no honest English, however often it were right."""

NONE = 0.5
"""From this probability on, "none of these" may be the verdict."""

FALSE_CERTAINTY = 0.02
"""Largest share of a sort of `none` photos that may be called almost certainly anything."""

FALSE_CERTAINTY_OF_ALL = 0.002
"""Largest share of all photos of which "almost certainly" may be said wrongly."""

FALSE_PROBABILITY = 0.05
"""Largest share of birds of the region outside the list that may be called probably, or almost
certainly, one of it."""

HEDGE = 0.5
"""What "perhaps" costs, said of a bird outside the list. To deny a bird of the list costs 1, as
much as to call a bird outside it "probably" one of the list."""

NEIGHBOUR_RIGHT, NEIGHBOUR_LEAST = 0.7, 0.2
"""How often a neighbour that is named has to be right, and its least probability."""

STEPS = np.arange(0.01, 1.0, 0.01)


def fit_temperature(logits: Floats, truth: Ints, species: int) -> float:
    """The temperature with the least negative log-likelihood (Guo et al., ICML 2017).

    Logits are (N, C) with the `species` of the list first; the likelihood is that of the list and
    of none of it, whose index is `species`. Both weigh the same in sum, whatever their numbers.
    """
    outside = truth == species
    weights = np.where(outside, 0.5 / outside.sum(), 0.5 / (~outside).sum())

    def loss(log_temperature: float) -> float:
        probabilities = of_the_list(softmax(logits / np.exp(log_temperature)), species)
        likelihood = probabilities[np.arange(len(truth)), truth].clip(1e-12)
        return float(-(weights * np.log(likelihood)).sum())

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))


def choose_thresholds(
    probabilities: Floats, truth: Ints, sorts: Sequence[str], neighbour: float
) -> Thresholds:
    """The least thresholds whose verdicts are right often enough on out-of-fold photos.

    Probabilities are (N, species + 1), none of the list last. Right often: of the photos of the
    list and an equal weight of birds of the region outside it. How often "almost certainly" and
    "probably" may be said in vain is bounded besides; "perhaps" is said where that costs less than
    to deny the bird.
    """
    species = probabilities.shape[1] - 1
    best, none = probabilities[:, :species].max(axis=1), probabilities[:, species]
    right = probabilities[:, :species].argmax(axis=1) == truth
    kinds = np.array(sorts)
    listed = np.isin(kinds, ["listed"])
    near = np.isin(kinds, ["look_alike", "regional"])
    weights = listed / listed.sum() + near / max(near.sum(), 1)
    named = np.where(best >= none, best, 0)

    def least(wording: str) -> float:
        for threshold in STEPS[LEAST[wording] - 1e-9 <= STEPS]:
            said = named >= threshold
            if weights[said & right].sum() >= RIGHT[wording] * weights[said].sum():
                return float(threshold)
        return 0.99

    strict = [
        _exceeded_by(named[kinds == sort], FALSE_CERTAINTY)
        for sort in ("look_alike", "regional", "other_bird", "not_bird")
        if (kinds == sort).any()
    ]
    of_all = _exceeded_by(np.where(right, 0, named), FALSE_CERTAINTY_OF_ALL)
    probably = max(least("probably"), _exceeded_by(named[near], FALSE_PROBABILITY))
    certain = max(least("almost_certainly"), *strict, of_all, probably)
    return Thresholds(
        almost_certainly=round(min(certain + 0.005, 0.995), 3),
        probably=round(min(probably + 0.005, 0.99), 3),
        could_be=round(min(least("could_be"), probably), 2),
        none=NONE,
        perhaps=_cheapest(best, none, listed, near),
        neighbour=neighbour,
    )


def _exceeded_by(values: Floats, share: float) -> float:
    return float(np.quantile(values, 1 - share)) if len(values) else 0.0


def _cheapest(
    best: Floats, none: Floats, listed: NDArray[np.bool_], near: NDArray[np.bool_]
) -> float:
    """The least probability for "perhaps" whose denials and hedges cost least together."""
    doubted = none > best

    def cost(threshold: float) -> float:
        denied = listed & doubted & (best < threshold) & (none >= NONE)
        hedged = near & doubted & (best >= threshold)
        return float(denied.sum() / listed.sum() + HEDGE * hedged.sum() / max(near.sum(), 1))

    return round(float(min(STEPS[STEPS <= NONE], key=cost)), 2)


def choose_neighbour_threshold(probabilities: Floats, truth: Ints, species: int) -> float:
    """The least probability of a neighbour that is right often enough where it is named.

    Probabilities are (N, C), the list first and the two classes without a name last; it counts
    where none of the list is more probable than any of its species.
    """
    neighbours = probabilities[:, species:-2]
    if not neighbours.shape[1]:
        return 1.0
    best = neighbours.max(axis=1)
    right = neighbours.argmax(axis=1) + species == truth
    doubted = probabilities[:, species:].sum(axis=1) > probabilities[:, :species].max(axis=1)
    for threshold in STEPS[STEPS >= NEIGHBOUR_LEAST]:
        said = doubted & (best >= threshold)
        if said.any() and right[said].mean() >= NEIGHBOUR_RIGHT:
            return round(float(threshold), 2)
    return 1.0
