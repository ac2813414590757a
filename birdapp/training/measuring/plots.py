"""Pictures of an evaluation: the confusion matrix and the reliability diagram."""

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from birdapp.guide.bird_folder import Guide
from birdapp.training.measuring.metrics import reliability


def plot_confusion(
    truth: NDArray[np.int64], probabilities: NDArray[np.float64], guide: Guide, file: Path
) -> None:
    """What each species' photos were taken for; rows are the truth, in shares of their photos."""
    names = [card.common_name for card in guide.species] + ["none of these"]
    matrix = np.zeros((len(names), len(names)))
    np.add.at(matrix, (truth, probabilities.argmax(axis=1)), 1)
    matrix /= matrix.sum(axis=1, keepdims=True).clip(1)
    figure = Figure(figsize=(11, 10), layout="constrained")
    axes = figure.add_subplot()
    figure.colorbar(axes.imshow(matrix, cmap="Greens", vmin=0, vmax=1), label="share of photos")
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("said")
    axes.set_ylabel("is")
    figure.savefig(file, dpi=100)


def plot_reliability(
    truth: NDArray[np.int64], probabilities: NDArray[np.float64], file: Path
) -> None:
    """How often the network is right when it is so sure: on the line is honest."""
    bins = reliability(probabilities.max(axis=1), probabilities.argmax(axis=1) == truth)
    figure = Figure(figsize=(6, 6), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", label="honest")
    confidence, accuracy, shares = np.array(bins).T
    axes.scatter(confidence, accuracy, s=2000 * shares, color="#14713c", alpha=0.6)
    axes.plot(confidence, accuracy, color="#14713c", label="measured (area: number of photos)")
    axes.set_xlabel("confidence")
    axes.set_ylabel("right")
    axes.legend()
    figure.savefig(file, dpi=100)
