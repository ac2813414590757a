"""The choices behind the recipe, measured side by side, as `flask birds compare` prints them.

Each row is a frozen body that looks at a photo in one way, and a head learnt from some scenes, on
the same five folds; accuracy against milliseconds of ONNX Runtime on one thread.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from birdapp.guide.bird_folder import Guide
from birdapp.training.looking.features import Eyes
from birdapp.training.measuring.evaluate import Evaluation
from birdapp.training.measuring.folds import Sight, out_of_fold_logits, see_all
from birdapp.training.measuring.speed import milliseconds
from birdapp.training.network import imagenet_weights
from birdapp.training.photos.check import sound_photos
from birdapp.training.photos.classes import classes_of
from birdapp.training.photos.photoset import Photo, labelled
from birdapp.training.photos.scenes import CUT_OUT, LEARNT
from birdapp.training.recipe import FineTuning, Recipe
from birdapp.training.train import claim, open_eyes, starting_body, tell, use_all_cores

MEASURES = {
    "top_1": "top-1",
    "top_1_half": "2×",
    "top_1_third": "3×",
    "top_1_degraded": "spoilt",
    "mean_recall": "recall",
    "named_right_of_listed": "named",
    "denied_of_listed": "denied",
    "auroc_against_regional_birds": "region",
    "auroc_against_look_alikes": "look-alikes",
    "auroc_against_non_birds": "non-birds",
}
ALL = (*LEARNT, CUT_OUT)
NEAR = ("as-sent", "mirrored")


@dataclass(frozen=True)
class Choice:
    """A way to look, and what the head learns from: scenes, and neighbours as classes or not."""

    name: str
    first_share: float
    scenes: tuple[str, ...] = ALL
    neighbours: bool = True
    fine_tuning: FineTuning = field(default_factory=FineTuning)


@dataclass(frozen=True)
class Row:
    """One choice, its measures on the folds, and milliseconds a photo."""

    name: str
    measures: dict[str, float]
    milliseconds: float


def compare(
    folder: Path, run: Path, recipe: Recipe, guide: Guide, skip_damaged: bool = False
) -> Iterator[Row]:
    """Measure the choices one after the other, each as soon as it is done.

    With epochs of fine-tuning in the recipe, ways to fine-tune come last. Rows are kept in
    `run`/compare, and what lies there is not measured again.
    """
    use_all_cores()
    tell(f"Looking through {folder} …")
    found = sound_photos(folder, guide, recipe.folds, measured=True, skip_damaged=skip_damaged)
    photos = labelled(found)
    claim(run, photos, guide)
    scratch = run / "compare"
    scratch.mkdir(parents=True, exist_ok=True)
    ships = recipe.looks.first_share
    imagenet = open_eyes(photos, imagenet_weights(), recipe, scratch / "imagenet")
    bench = Bench(photos, recipe, guide, scratch)
    yield bench.row(imagenet, Choice("ImageNet weights, looks once", 1.0, NEAR, False))
    yield bench.row(imagenet, Choice("ImageNet weights, ships otherwise", ships))
    eyes = open_eyes(photos, starting_body(run), recipe, run)
    for choice in (
        Choice("this run's body, looks once", 1.0, NEAR, False),
        Choice("… looks closer only", 0.0, NEAR, False),
        Choice("… both looks", ships, NEAR, False),
        Choice("… neighbours are classes", ships, NEAR),
        Choice("… learns from small birds as well", ships, (*NEAR, "half", "third")),
        Choice("… and from spoilt photos", ships, tuple(LEARNT)),
        Choice("… and from cut-outs: ships", ships),
        Choice("… with the first look at half", 0.5),
        Choice("… with the closer look alone", 0.0),
    ):
        yield bench.row(eyes, choice)
    large = replace(recipe, preprocessing=replace(recipe.preprocessing, size=512))
    wide = open_eyes(photos, starting_body(run), large, scratch / "256")
    yield Bench(photos, large, guide, scratch).row(wide, Choice("… looks of 256 pixels", ships))
    if epochs := recipe.fine_tuning.epochs:
        tuned = recipe.fine_tuning
        cutmix = replace(tuned, mixup=0.0, cutmix=1.0, erasing=0.25)
        for name, step in (("MixUp", tuned), ("CutMix and erasing", cutmix)):
            choice = Choice(f"… fine-tuned {epochs} epochs, {name}", ships, fine_tuning=step)
            yield bench.row(eyes, choice)


class Bench:
    """The photos and folds that all choices are measured on."""

    def __init__(self, photos: list[Photo], recipe: Recipe, guide: Guide, scratch: Path) -> None:
        self.photos = photos
        self.recipe = recipe
        self.guide = guide
        self.scratch = scratch

    def row(self, eyes: Eyes, choice: Choice) -> Row:
        """Measure one choice, or read what an earlier run has measured."""
        slug = "".join(letter if letter.isalnum() else "-" for letter in choice.name)
        file = self.scratch / f"{slug}.json"
        if file.exists():
            return Row(**json.loads(file.read_text(encoding="utf-8")))
        looks = replace(self.recipe.looks, first_share=choice.first_share)
        recipe = replace(self.recipe, looks=looks, fine_tuning=choice.fine_tuning)
        classes = classes_of(self.photos, self.guide)
        if not choice.neighbours:
            classes = tuple(c for c in classes if c not in self.guide.neighbour_slugs)
        sight = _only(see_all(eyes, self.photos, recipe), choice.scenes)
        logits = out_of_fold_logits(
            self.photos, sight, eyes, 0, recipe, classes, file.with_suffix("")
        )
        measures = Evaluation(self.photos, [logits], self.guide, classes).result()["mean"]
        network = eyes.once if choice.first_share == 1 else eyes.looks
        row = Row(
            choice.name,
            {name: measures[name] for name in MEASURES if name in measures},
            milliseconds(network, file.with_suffix(".onnx"), recipe.preprocessing.size),
        )
        file.write_text(json.dumps(vars(row)), encoding="utf-8")
        return row


def _only(sight: Sight, scenes: tuple[str, ...]) -> Sight:
    return replace(sight, learnt=sight.learnt[np.array([ALL.index(name) for name in scenes])])


def to_lines(rows: Iterator[Row]) -> Iterator[str]:
    """The table, line by line as the rows come."""
    yield "| choice | " + " | ".join(MEASURES.values()) + " | ms |"
    yield "| --- |" + " --- |" * (len(MEASURES) + 1)
    for row in rows:
        measures = " | ".join(f"{row.measures.get(name, float('nan')):.3f}" for name in MEASURES)
        yield f"| {row.name} | {measures} | {row.milliseconds:.1f} |"
