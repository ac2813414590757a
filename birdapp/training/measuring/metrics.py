"""Measures of a classifier, as pure functions of probabilities and labels."""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def top_k(probabilities: Floats, truth: Ints, k: int) -> NDArray[np.bool_]:
    """Whether the true class is among the k most probable: (N, C), (N,) → (N,)."""
    best = np.argsort(-probabilities, axis=1, kind="stable")[:, :k]
    return (best == truth[:, np.newaxis]).any(axis=1)


def auroc(positive: Floats, negative: Floats) -> float:
    """Probability that a positive scores higher than a negative (ties count half)."""
    scores = np.concatenate([positive, negative])
    return float(roc_auc_score([1] * len(positive) + [0] * len(negative), scores))


def false_positive_rate(positive: Floats, negative: Floats, true_positive_rate: float) -> float:
    """Share of negatives at or above the threshold that lets this share of positives through."""
    threshold = np.quantile(positive, 1 - true_positive_rate, method="lower")
    return float((negative >= threshold).mean())


def expected_calibration_error(
    confidence: Floats, correct: NDArray[np.bool_], bins: int = 15
) -> float:
    """Mean gap between confidence and accuracy over equal-width bins (Guo et al., ICML 2017)."""
    return float(
        sum(
            share * abs(accuracy - mean)
            for mean, accuracy, share in reliability(confidence, correct, bins)
        )
    )


def reliability(
    confidence: Floats, correct: NDArray[np.bool_], bins: int = 15
) -> list[tuple[float, float, float]]:
    """Mean confidence, accuracy and share of the photos of each bin that is not empty."""
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    return [
        (float(confidence[chosen].mean()), float(correct[chosen].mean()), float(chosen.mean()))
        for chosen in (which == index for index in range(bins))
        if chosen.any()
    ]
