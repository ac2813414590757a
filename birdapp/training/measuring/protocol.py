"""The evaluation protocol, as `flask birds evaluate` runs it."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from birdapp.guide.bird_folder import Guide
from birdapp.recognition.verdict import Thresholds
from birdapp.training.features import features_of_views
from birdapp.training.measuring.evaluate import evaluate, per_look_alike, worst
from birdapp.training.measuring.folds import out_of_fold_logits
from birdapp.training.measuring.plots import plot_confusion, plot_reliability
from birdapp.training.photos.photoset import labelled, read_photoset
from birdapp.training.recipe import Recipe
from birdapp.training.train import claim, make_body, starting_body, use_all_cores

RESULT = "evaluation.json"


def run_protocol(
    folder: Path, run: Path, seeds: int, recipe: Recipe, guide: Guide
) -> dict[str, Any]:
    """Train and measure all folds of `seeds` seeds, save the result in `run` and return it."""
    use_all_cores()
    photos = labelled(read_photoset(folder, guide))
    claim(run, photos, guide)
    body = starting_body(run)
    features = features_of_views(photos, make_body(body), recipe, run)
    logits = [
        out_of_fold_logits(photos, features, body, seed, recipe, guide.vocab, run)
        for seed in range(seeds)
    ]
    result = evaluate(photos, logits, guide)
    result["worst"] = worst(
        photos, logits[0], result["temperature"], Thresholds(**result["thresholds"]), guide
    )
    result["look_alikes"] = per_look_alike(
        photos, logits, result["temperature"], Thresholds(**result["thresholds"]), guide
    )
    truth = np.array([guide.vocab.index(photo.label) for photo in photos])
    plot_confusion(truth, logits[0], guide, run / "confusion.png")
    plot_reliability(truth, logits[0], result["temperature"], run / "reliability.png")
    (run / RESULT).write_text(json.dumps(result, indent=2), encoding="utf-8")
    return result


def to_text(result: dict[str, Any], guide: Guide) -> str:
    """An evaluation as tables for a terminal."""
    seeds = result["seeds"]
    lines = [f"{'photos of':58}" + "  ".join(f"{k} {n}" for k, n in result["photos"].items())]
    lines += [f"{'temperature':58}{result['temperature']:.3f}"]
    lines += [
        f"{'threshold ' + name:58}{value:.3f}" for name, value in result["thresholds"].items()
    ]
    lines += ["", f"{f'measure (mean of {len(seeds)} seeds, then each)':58}"]
    for name, value in result["mean"].items():
        each = "  ".join(f"{seed[name]:.4f}" for seed in seeds)
        lines.append(f"{name:58}{value:.4f}   {each}")
    lines += ["", f"{'species':34}{'photos':>8}{'recall':>9}   95 % interval"]
    for slug, row in result["species"].items():
        low, high = row["interval"]
        recall = "–" if row["recall"] is None else f"{row['recall']:.3f}"
        name = guide.get(slug).common_name
        lines.append(f"{name:34}{row['photos']:8}{recall:>9}   {low:.2f}–{high:.2f}")
    lines += ["", f"{'look-alike outside the list':34}{'photos':>8}   called almost certainly"]
    for name, row in result["look_alikes"].items():
        said = f"{row['almost_certainly']:.1f}   {', '.join(row['said'])}".rstrip()
        lines.append(f"{name:34}{row['photos']:8}   {said}")
    lines += ["", "worst photos: probability of the truth, what it is, what was said"]
    lines += [
        f"{row['probability']:.4f}  {row['truth']:30} {row['said']:45} {row['file']}"
        for row in result["worst"]
    ]
    return "\n".join(lines)
