"""What the classifier is worth, measured on photos that it has not learnt from."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from birdapp.guide.bird_folder import Guide
from birdapp.guide.wording import sentence
from birdapp.recognition.classifier import softmax
from birdapp.recognition.manifest import NONE
from birdapp.recognition.verdict import Level, Thresholds, judge
from birdapp.training.measuring import calibration
from birdapp.training.measuring.metrics import (
    auroc,
    expected_calibration_error,
    false_positive_rate,
    top_k,
    wilson_interval,
)
from birdapp.training.photos.photoset import Photo

CERTAIN: Level = "almost_certainly"
ENOUGH = 4
"""A species with fewer photos than this is too thinly measured to count in the second mean."""

RIVALS = {
    "other_birds": ("look_alike", "regional", "other_bird"),
    "regional_birds": ("look_alike", "regional"),
    "look_alikes": ("look_alike",),
    "non_birds": ("not_bird",),
}
"""Those among the photos of `none` against which "one of the list" is measured."""


def evaluate(
    photos: list[Photo], logits_of_seeds: list[NDArray[np.float32]], guide: Guide
) -> dict[str, Any]:
    """Measure out-of-fold logits (N, C), one array a seed, of N labelled photos.

    Returns what `flask birds evaluate` prints and saves: the mean of the seeds' measures, each
    seed's own, the temperature and thresholds for the manifest, and the number of photos.
    """
    truth, none = _truth(photos, guide), _none(guide)
    stacked = np.concatenate(logits_of_seeds).astype(np.float64)
    every_truth = np.tile(truth, len(logits_of_seeds))
    temperature = calibration.fit_temperature(stacked, every_truth, none)
    thresholds = calibration.choose_thresholds(
        softmax(stacked / temperature),
        every_truth,
        none,
        [photo.sort for photo in photos] * len(logits_of_seeds),
    )
    seeds = [measure(photos, logits, temperature, thresholds, guide) for logits in logits_of_seeds]
    return {
        "temperature": temperature,
        "thresholds": vars(thresholds),
        "photos": dict(Counter(photo.sort for photo in photos)),
        "mean": _mean(seeds),
        "seeds": seeds,
        "species": per_species(photos, logits_of_seeds, guide),
    }


def measure(
    photos: list[Photo],
    logits: NDArray[np.float32],
    temperature: float,
    thresholds: Thresholds,
    guide: Guide,
) -> dict[str, float]:
    """All measures of one array of out-of-fold logits, under flat names."""
    probabilities = softmax(logits / temperature)
    truth, none = _truth(photos, guide), _none(guide)
    sorts = np.array([photo.sort for photo in photos])
    listed = sorts == "listed"
    ranking, right = probabilities[listed][:, :none], truth[listed]
    recalls = _recalls(ranking, right, none)
    in_list = 1 - probabilities[:, none]
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
    return measures | _verdict_shares(probabilities, truth, sorts, thresholds, none)


def per_species(
    photos: list[Photo], logits_of_seeds: list[NDArray[np.float32]], guide: Guide
) -> dict[str, dict[str, Any]]:
    """Recall of each species with its number of photos and a Wilson interval.

    Over several seeds the recall is the mean; the interval is that of one seed's number of photos,
    since the same photos asked again are no new evidence.
    """
    truth = _truth(photos, guide)
    rows = {}
    for index, slug in enumerate(guide.slugs):
        chosen = truth == index
        count = int(chosen.sum())
        hits = [
            int(top_k(logits[chosen][:, : _none(guide)], truth[chosen], 1).sum()) if count else 0
            for logits in logits_of_seeds
        ]
        rows[slug] = {
            "photos": count,
            "recall": float(np.mean(hits)) / count if count else None,
            "interval": wilson_interval(round(float(np.mean(hits))), count),
        }
    return rows


def per_look_alike(
    photos: list[Photo],
    logits_of_seeds: list[NDArray[np.float32]],
    temperature: float,
    thresholds: Thresholds,
    guide: Guide,
) -> dict[str, dict[str, Any]]:
    """Of each look-alike outside the list: its photos, and how many were called "almost certainly"
    another bird, as a mean over the seeds."""
    rows: dict[str, dict[str, Any]] = {}
    for i, photo in enumerate(photos):
        if photo.sort != "look_alike":
            continue
        said = [
            _verdict(softmax(logits[i] / temperature), thresholds, _none(guide))
            for logits in logits_of_seeds
        ]
        certain = [sentence(level, best, guide) for level, best in said if level == CERTAIN]
        row = rows.setdefault(photo.name, {"photos": 0, "almost_certainly": 0.0, "said": []})
        row["photos"] += 1
        row["almost_certainly"] += len(certain) / len(logits_of_seeds)
        row["said"] = sorted({*row["said"], *certain})
    return dict(sorted(rows.items()))


def worst(
    photos: list[Photo],
    logits: NDArray[np.float32],
    temperature: float,
    thresholds: Thresholds,
    guide: Guide,
    count: int = 20,
) -> list[dict[str, Any]]:
    """The photos whose true label got the least probability, and what was said of them."""
    probabilities = softmax(logits / temperature)
    truth = _truth(photos, guide)
    likelihood = probabilities[np.arange(len(photos)), truth]
    return [
        {
            "file": str(photos[i].file),
            "truth": photos[i].name if photos[i].label == NONE else photos[i].label,
            "probability": float(likelihood[i]),
            "said": sentence(*_verdict(probabilities[i], thresholds, _none(guide)), guide),
        }
        for i in np.argsort(likelihood)[:count]
    ]


def _none(guide: Guide) -> int:
    """The index of `none`; the species come before it."""
    return guide.vocab.index(NONE)


def _truth(photos: Sequence[Photo], guide: Guide) -> NDArray[np.int64]:
    return np.array([guide.vocab.index(photo.label) for photo in photos])


def _recalls(
    ranking: NDArray[np.float64], truth: NDArray[np.int64], none: int
) -> list[tuple[float, int]]:
    hits = top_k(ranking, truth, 1)
    return [
        (float(hits[truth == index].mean()), int((truth == index).sum()))
        for index in range(none)
        if (truth == index).any()
    ]


def _mean_recall_of_enough(recalls: list[tuple[float, int]]) -> dict[str, float]:
    enough = [recall for recall, count in recalls if count >= ENOUGH]
    name = f"mean_recall_of_species_with_{ENOUGH}_photos"
    return {name: float(np.mean(enough))} if enough else {}


def _verdict(
    probabilities: NDArray[np.float64], thresholds: Thresholds, none: int
) -> tuple[Level, int]:
    """The level, and the index of the species that it is about."""
    best = int(probabilities[:none].argmax())
    return judge(float(probabilities[best]), float(probabilities[none]), thresholds), best


def _verdict_shares(
    probabilities: NDArray[np.float64],
    truth: NDArray[np.int64],
    sorts: NDArray[np.str_],
    thresholds: Thresholds,
    none: int,
) -> dict[str, float]:
    levels = np.array([_verdict(row, thresholds, none)[0] for row in probabilities])
    listed = sorts == "listed"
    best_is_right = probabilities[:, :none].argmax(axis=1) == truth
    shares = {"said_none_of_listed": float((levels[listed] == "none").mean())}
    for level in ("almost_certainly", "probably", "could_be", "not_sure"):
        said = listed & (levels == level)
        shares[f"said_{level}_of_listed"] = float(said.sum() / listed.sum())
        if said.any():
            shares[f"right_when_{level}_of_listed"] = float(best_is_right[said].mean())
    for rival, kinds in RIVALS.items():
        chosen = np.isin(sorts, kinds)
        if chosen.any():
            shares[f"almost_certainly_of_{rival}"] = float(
                (levels[chosen] == "almost_certainly").mean()
            )
    shares["almost_certainly_of_none"] = float((levels[~listed] == "almost_certainly").mean())
    return shares


def _mean(seeds: list[dict[str, float]]) -> dict[str, float]:
    names = [name for name in seeds[0] if all(name in seed for seed in seeds)]
    return {name: float(np.mean([seed[name] for seed in seeds])) for name in names}
