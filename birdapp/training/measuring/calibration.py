"""Turning out-of-fold logits into honest words: temperature and thresholds."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize_scalar

from birdapp.recognition.classifier import softmax
from birdapp.recognition.verdict import Thresholds
from birdapp.training.measuring.metrics import Floats, Ints

RIGHT = {"almost_certainly": 0.97, "probably": 0.85, "could_be": 0.60}
"""How often a verdict of this wording or a surer one has to be right."""

LEAST = {"almost_certainly": 0.80, "probably": 0.50, "could_be": 0.25}
"""Below this probability a wording would be no honest English, however often it were right."""

NONE = 0.5
"""From this probability on, "none of these" is the verdict."""

FALSE_CERTAINTY = 0.02
"""Largest share of a sort of `none` photos that may be called almost certainly anything."""


def fit_temperature(logits: Floats, truth: Ints, none: int) -> float:
    """The temperature with the least negative log-likelihood (Guo et al., ICML 2017).

    Photos of the list and photos of none of it weigh the same in sum, whatever their numbers.
    """
    weights = np.where(truth == none, 0.5 / (truth == none).sum(), 0.5 / (truth != none).sum())

    def loss(log_temperature: float) -> float:
        probabilities = softmax(logits / np.exp(log_temperature))
        likelihood = probabilities[np.arange(len(truth)), truth].clip(1e-12)
        return float(-(weights * np.log(likelihood)).sum())

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))


def choose_thresholds(
    probabilities: Floats, truth: Ints, none: int, sorts: Sequence[str]
) -> Thresholds:
    """The least thresholds whose verdicts are right often enough on out-of-fold photos.

    Right often: of the photos of the list and an equal weight of birds of the region outside it.
    And "almost certainly" is never said of more than FALSE_CERTAINTY of any sort of `none` photos.
    """
    listed = np.delete(probabilities, none, axis=1)
    columns = np.delete(np.arange(probabilities.shape[1]), none)
    best = np.where(probabilities[:, none] < NONE, listed.max(axis=1), 0)
    right = columns[listed.argmax(axis=1)] == truth
    kinds = np.array(sorts)
    in_list = kinds == "listed"
    near = np.isin(kinds, ["look_alike", "regional"])
    weights = in_list / in_list.sum() + near / max(near.sum(), 1)

    def least(wording: str) -> float:
        for threshold in np.arange(LEAST[wording], 1.0, 0.01):
            said = best >= threshold
            if weights[said & right].sum() >= RIGHT[wording] * weights[said].sum():
                return round(float(threshold), 2)
        return 0.99

    strict = [
        float(np.quantile(best[kinds == sort], 1 - FALSE_CERTAINTY))
        for sort in ("look_alike", "regional", "other_bird", "not_bird")
        if (kinds == sort).any()
    ]
    certain = max([least("almost_certainly"), *strict])
    return Thresholds(
        almost_certainly=round(min(certain + 0.005, 0.995), 3),
        probably=least("probably"),
        could_be=least("could_be"),
        none=NONE,
    )
