"""What the classifier is worth, measured on photos that it has not learnt from."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from birdapp.guide import species
from birdapp.recognition.classifier import softmax
from birdapp.recognition.verdict import Thresholds, judge
from birdapp.training.head import VOCAB
from birdapp.training.measuring import calibration
from birdapp.training.measuring.metrics import (
    auroc,
    expected_calibration_error,
    false_positive_rate,
    top_k,
    wilson_interval,
)
from birdapp.training.photos.photoset import Photo

NONE_INDEX = VOCAB.index(species.NONE)
ENOUGH = 4
"""A species with fewer photos than this is too thinly measured to count in the second mean."""

RIVALS = {
    "other_birds": ("look_alike", "australian", "other_bird"),
    "australian_birds": ("look_alike", "australian"),
    "look_alikes": ("look_alike",),
    "non_birds": ("not_bird",),
}
"""Those among the photos of `none` against which "one of the list" is measured."""


def evaluate(photos: list[Photo], logits_of_seeds: list[NDArray[np.float32]]) -> dict[str, Any]:
    """Measure out-of-fold logits (N, C), one array a seed, of N labelled photos.

    Returns what `flask birds evaluate` prints and saves: the mean of the seeds' measures, each
    seed's own, the temperature and thresholds for the manifest, and the number of photos.
    """
    truth = _truth(photos)
    stacked = np.concatenate(logits_of_seeds).astype(np.float64)
    every_truth = np.tile(truth, len(logits_of_seeds))
    temperature = calibration.fit_temperature(stacked, every_truth, NONE_INDEX)
    thresholds = calibration.choose_thresholds(
        softmax(stacked / temperature),
        every_truth,
        NONE_INDEX,
        [photo.sort for photo in photos] * len(logits_of_seeds),
    )
    seeds = [measure(photos, logits, temperature, thresholds) for logits in logits_of_seeds]
    return {
        "temperature": temperature,
        "thresholds": vars(thresholds),
        "photos": dict(Counter(photo.sort for photo in photos)),
        "mean": _mean(seeds),
        "seeds": seeds,
        "species": per_species(photos, logits_of_seeds),
    }


def measure(
    photos: list[Photo],
    logits: NDArray[np.float32],
    temperature: float,
    thresholds: Thresholds,
) -> dict[str, float]:
    """All measures of one array of out-of-fold logits, under flat names."""
    probabilities = softmax(logits / temperature)
    truth = _truth(photos)
    sorts = np.array([photo.sort for photo in photos])
    listed = sorts == "listed"
    ranking, right = probabilities[listed][:, :NONE_INDEX], truth[listed]
    recalls = _recalls(ranking, right)
    in_list = 1 - probabilities[:, NONE_INDEX]
    measures = {
        "top_1": float(top_k(ranking, right, 1).mean()),
        "top_3": float(top_k(ranking, right, 3).mean()),
        "top_1_with_none_as_rival": float(top_k(probabilities[listed], right, 1).mean()),
        "mean_recall": float(np.mean([recall for recall, _ in recalls])),
        f"mean_recall_of_species_with_{ENOUGH}_photos": float(
            np.mean([recall for recall, count in recalls if count >= ENOUGH])
        ),
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
    return measures | _verdict_shares(probabilities, truth, sorts, thresholds)


def per_species(
    photos: list[Photo], logits_of_seeds: list[NDArray[np.float32]]
) -> dict[str, dict[str, Any]]:
    """Recall of each species with its number of photos and a Wilson interval.

    Over several seeds the recall is the mean; the interval is that of one seed's number of photos,
    since the same photos asked again are no new evidence.
    """
    truth = _truth(photos)
    rows = {}
    for index, slug in enumerate(species.SLUGS):
        chosen = truth == index
        count = int(chosen.sum())
        hits = [
            int(top_k(logits[chosen][:, :NONE_INDEX], truth[chosen], 1).sum()) if count else 0
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
) -> dict[str, dict[str, Any]]:
    """Of each look-alike outside the list: its photos, and how many were called "almost certainly"
    another bird, as a mean over the seeds."""
    rows: dict[str, dict[str, Any]] = {}
    for i, photo in enumerate(photos):
        if photo.sort != "look_alike":
            continue
        said = [
            _verdict(softmax(logits[i] / temperature), thresholds) for logits in logits_of_seeds
        ]
        certain = [verdict.sentence for verdict in said if verdict.level == "almost_certainly"]
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
    count: int = 20,
) -> list[dict[str, Any]]:
    """The photos whose true label got the least probability, and what was said of them."""
    probabilities = softmax(logits / temperature)
    truth = _truth(photos)
    likelihood = probabilities[np.arange(len(photos)), truth]
    return [
        {
            "file": str(photos[i].file),
            "truth": photos[i].name if photos[i].label == species.NONE else photos[i].label,
            "probability": float(likelihood[i]),
            "said": _verdict(probabilities[i], thresholds).sentence,
        }
        for i in np.argsort(likelihood)[:count]
    ]


def _truth(photos: Sequence[Photo]) -> NDArray[np.int64]:
    return np.array([VOCAB.index(photo.label) for photo in photos])


def _recalls(ranking: NDArray[np.float64], truth: NDArray[np.int64]) -> list[tuple[float, int]]:
    hits = top_k(ranking, truth, 1)
    return [
        (float(hits[truth == index].mean()), int((truth == index).sum()))
        for index in range(NONE_INDEX)
        if (truth == index).any()
    ]


def _verdict(probabilities: NDArray[np.float64], thresholds: Thresholds) -> Any:
    best = int(probabilities[:NONE_INDEX].argmax())
    return judge(
        species.ALL[best].common_name,
        float(probabilities[best]),
        float(probabilities[NONE_INDEX]),
        thresholds,
    )


def _verdict_shares(
    probabilities: NDArray[np.float64],
    truth: NDArray[np.int64],
    sorts: NDArray[np.str_],
    thresholds: Thresholds,
) -> dict[str, float]:
    levels = np.array([_verdict(row, thresholds).level for row in probabilities])
    listed = sorts == "listed"
    best_is_right = probabilities[:, :NONE_INDEX].argmax(axis=1) == truth
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
