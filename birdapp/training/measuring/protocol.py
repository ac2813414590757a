"""The evaluation protocol, as `flask birds evaluate` runs it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from birdapp.guide.bird_folder import Guide
from birdapp.training.measuring.evaluate import Evaluation
from birdapp.training.measuring.folds import out_of_fold_logits, see_all
from birdapp.training.measuring.plots import plot_confusion, plot_reliability
from birdapp.training.photos.check import sound_photos
from birdapp.training.photos.classes import classes_of
from birdapp.training.photos.photoset import labelled
from birdapp.training.recipe import Recipe
from birdapp.training.train import claim, open_eyes, starting_body, tell, use_all_cores

RESULT = "evaluation.json"


def run_protocol(
    folder: Path,
    run: Path,
    seeds: int,
    recipe: Recipe,
    guide: Guide,
    skip_damaged: bool = False,
) -> dict[str, Any]:
    """Train and measure all folds of `seeds` seeds, save the result in `run` and return it.

    Raises click.ClickException where the folder is not in order, or `run` holds other results.
    """
    use_all_cores()
    tell(f"Looking through {folder} …")
    found = sound_photos(folder, guide, recipe.folds, measured=True, skip_damaged=skip_damaged)
    photos = labelled(found)
    claim(run, photos, guide)
    eyes = open_eyes(photos, starting_body(run), recipe, run)
    tell(f"Looking at {len(photos)} photos, each in several scenes …")
    sight = see_all(eyes, photos, recipe)
    tell(f"Learning from {recipe.folds - 1} of {recipe.folds} parts and judging the rest …")
    classes = classes_of(photos, guide)
    logits = [
        out_of_fold_logits(photos, sight, eyes, seed, recipe, classes, run) for seed in range(seeds)
    ]
    evaluation = Evaluation(photos, logits, guide, classes)
    result = evaluation.result()
    probabilities = evaluation.probabilities(logits[0]["as-sent"])
    plot_confusion(evaluation.truth, probabilities, guide, run / "confusion.png")
    plot_reliability(evaluation.truth, probabilities, run / "reliability.png")
    (run / RESULT).write_text(json.dumps(result, indent=2), encoding="utf-8")
    return result


def to_text(result: dict[str, Any], guide: Guide) -> str:
    """An evaluation as tables for a terminal."""
    return "\n".join(_lines(result, guide))


def _lines(result: dict[str, Any], guide: Guide) -> Iterator[str]:
    seeds = result["seeds"]
    yield f"{'photos of':58}" + "  ".join(f"{k} {n}" for k, n in result["photos"].items())
    yield f"{'temperature':58}{result['temperature']:.3f}"
    for name, value in result["thresholds"].items():
        yield f"{'threshold ' + name:58}{value:.3f}"
    yield ""
    yield f"{f'measure (mean of {len(seeds)} seeds, then each)':58}"
    for name, value in result["mean"].items():
        each = "  ".join(f"{seed[name]:.4f}" for seed in seeds)
        yield f"{name:58}{value:.4f}   {each}"
    yield ""
    yield "top-1 of photos of the list under"
    for name, value in result["degradations"].items():
        yield f"  {name:56}{value:.4f}"
    yield ""
    yield f"{'species':34}{'photos':>8}{'recall':>9}   95 % interval"
    for slug, row in result["species"].items():
        low, high = row["interval"]
        recall = "–" if row["recall"] is None else f"{row['recall']:.3f}"
        name = guide.get(slug).common_name
        yield f"{name:34}{row['photos']:8}{recall:>9}   {low:.2f}–{high:.2f}"
    yield ""
    yield f"{'look-alike outside the list':34}{'photos':>8}   called almost certainly"
    for name, row in result["look_alikes"].items():
        said = f"{row['almost_certainly']:.1f}   {', '.join(row['said'])}".rstrip()
        yield f"{name:34}{row['photos']:8}   {said}"
    yield ""
    yield "worst photos: probability of the truth, what it is, what was said"
    for row in result["worst"]:
        yield f"{row['probability']:.4f}  {row['truth']:30} {row['said']:45} {row['file']}"
