"""All measures of one array of out-of-fold probabilities, under flat names."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from birdapp.recognition.verdict import Level, Thresholds, judge
from birdapp.training.measuring.metrics import (
    Floats,
    Ints,
    auroc,
    expected_calibration_error,
    false_positive_rate,
    top_k,
)

ENOUGH = 4
"""A species with fewer photos than this is too thinly measured to count in the second mean."""

RIVALS = {
    "other_birds": ("look_alike", "regional", "other_bird"),
    "regional_birds": ("look_alike", "regional"),
    "look_alikes": ("look_alike",),
    "non_birds": ("not_bird",),
}
"""Those among the photos of `none` against which "one of the list" is measured."""

SURE: tuple[Level, ...] = ("almost_certainly", "probably")


def measure(
    probabilities: Floats, truth: Ints, sorts: NDArray[np.str_], thresholds: Thresholds
) -> dict[str, float]:
    """What probabilities (N, species + 1), none of the list last, are worth on N photos."""
    species = probabilities.shape[1] - 1
    listed = sorts == "listed"
    ranking, right = probabilities[listed][:, :species], truth[listed]
    recalls = _recalls(ranking, right, species)
    in_list = 1 - probabilities[:, species]
    measures = {
        "top_1": float(top_k(ranking, right, 1).mean()),
        "top_3": float(top_k(ranking, right, 3).mean()),
        "top_1_with_none_as_rival": float(top_k(probabilities[listed], right, 1).mean()),
        "mean_recall": float(np.mean([recall for recall, _ in recalls])),
        **_mean_recall_of_enough(recalls),
        "expected_calibration_error": expected_calibration_error(
            probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
        ),
        "expected_calibration_error_of_the_list": expected_calibration_error(
            probabilities[listed].max(axis=1), probabilities[listed].argmax(axis=1) == right
        ),
    }
    for rival, kinds in RIVALS.items():
        negative = in_list[np.isin(sorts, kinds)]
        if len(negative):
            measures[f"auroc_against_{rival}"] = auroc(in_list[listed], negative)
            measures[f"fpr95_against_{rival}"] = false_positive_rate(
                in_list[listed], negative, 0.95
            )
    return _said(probabilities, truth, sorts, thresholds) | measures


def verdict_on(probabilities: Floats, thresholds: Thresholds) -> tuple[Level, int]:
    """The level, and the index of the species that it is about; probabilities (species + 1,)."""
    best = int(probabilities[:-1].argmax())
    return judge(float(probabilities[best]), float(probabilities[-1]), thresholds), best


def _said(
    probabilities: Floats, truth: Ints, sorts: NDArray[np.str_], thresholds: Thresholds
) -> dict[str, float]:
    """What a visitor is told: rightly, wrongly, or that the bird is not there."""
    levels = np.array([verdict_on(row, thresholds)[0] for row in probabilities])
    listed = sorts == "listed"
    is_right = probabilities[:, :-1].argmax(axis=1) == truth
    denied = levels == "none"
    sure = np.isin(levels, SURE)
    certain = levels == "almost_certainly"
    shares = {
        "named_right_of_listed": float((~denied & is_right)[listed].mean()),
        "denied_of_listed": float(denied[listed].mean()),
        "named_wrong_of_listed": float((~denied & ~is_right)[listed].mean()),
        "wrongly_almost_certainly_of_all": float((certain & ~is_right).mean()),
    }
    for level in ("almost_certainly", "probably", "could_be", "perhaps", "not_sure"):
        said = listed & (levels == level)
        shares[f"said_{level}_of_listed"] = float(said.sum() / listed.sum())
        if said.any():
            shares[f"right_when_{level}_of_listed"] = float(is_right[said].mean())
    for rival, kinds in RIVALS.items():
        chosen = np.isin(sorts, kinds)
        if chosen.any():
            shares[f"surely_or_probably_of_{rival}"] = float(sure[chosen].mean())
            shares[f"perhaps_of_{rival}"] = float((levels[chosen] == "perhaps").mean())
            shares[f"almost_certainly_of_{rival}"] = float(certain[chosen].mean())
    shares["almost_certainly_of_none"] = float(certain[~listed].mean())
    return shares


def neighbours_named(
    probabilities: Floats, truth: Ints, species: int, threshold: float
) -> dict[str, float]:
    """How often a photo of a neighbour with a class of its own is given its name, or another's.

    Probabilities (N, C) and truth are of all classes; the two without a name come last.
    """
    last = probabilities.shape[1] - 2
    chosen = (truth >= species) & (truth < last)
    if not chosen.any():
        return {}
    rows = probabilities[chosen]
    said = rows[:, species:last].max(axis=1) >= threshold
    right = rows[:, species:last].argmax(axis=1) + species == truth[chosen]
    return {
        "neighbours_named_rightly": float((said & right).mean()),
        "neighbours_named_wrongly": float((said & ~right).mean()),
    }


def _recalls(ranking: Floats, truth: Ints, species: int) -> list[tuple[float, int]]:
    hits = top_k(ranking, truth, 1)
    return [
        (float(hits[truth == index].mean()), int((truth == index).sum()))
        for index in range(species)
        if (truth == index).any()
    ]


def _mean_recall_of_enough(recalls: list[tuple[float, int]]) -> dict[str, float]:
    enough = [recall for recall, count in recalls if count >= ENOUGH]
    name = f"mean_recall_of_species_with_{ENOUGH}_photos"
    return {name: float(np.mean(enough))} if enough else {}


def mean(rows: list[dict[str, Any]]) -> dict[str, float]:
    """The mean of each measure that all rows have."""
    names = [name for name in rows[0] if all(name in row for row in rows)]
    return {name: float(np.mean([row[name] for row in rows])) for name in names}
