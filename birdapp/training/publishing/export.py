"""From a trained network to what the app serves: learner, ONNX files and their manifest."""

import hashlib
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastai.callback.progress import ProgressCallback
from fastai.data.core import Datasets
from fastai.data.transforms import Categorize
from fastai.learner import Learner
from PIL import Image
from torch import Tensor, nn

from birdapp.recognition.engine import Looks
from birdapp.recognition.loading import FILES, IN_BROWSERS
from birdapp.training.learner import make_learner
from birdapp.training.network import LooksCloser
from birdapp.training.onnx_graph import write_onnx
from birdapp.training.photos.views import ServingView, read_photo, unknown_label
from birdapp.training.publishing import portable_pickle
from birdapp.training.publishing.halve import halve
from birdapp.training.recipe import Recipe


class AllOutputs(nn.Module):
    """The network with all that it says, for ONNX."""

    def __init__(self, model: LooksCloser) -> None:
        super().__init__()
        self.model = model

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.model.look(images)


def export(
    weights: dict[str, Tensor],
    recipe: Recipe,
    classes: Sequence[str],
    folder: Path,
    facts: dict[str, Any],
) -> Path:
    """Write `folder`/birds.pkl, birds.onnx (made from that same learner), birds.fp16.onnx and
    birds.json.

    `facts` are the manifest's further entries: temperature, thresholds, what was measured.
    Returns the manifest's path.
    """
    folder.mkdir(parents=True, exist_ok=True)
    learner = serving_learner(recipe, classes)
    learner.model.load_state_dict(weights)
    learner.export(folder / "birds.pkl", pickle_module=portable_pickle)
    side = recipe.preprocessing.size
    write_onnx(AllOutputs(learner.model), side, folder / "birds.onnx", Looks._fields)
    halve(folder / "birds.onnx", folder / IN_BROWSERS)
    manifest = {
        "labels": list(classes),
        "preprocessing": vars(recipe.preprocessing),
        "files": {name: digest(folder / name) for name in (*FILES.values(), IN_BROWSERS)},
        **facts,
    }
    path = folder / "birds.json"
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return path


def serving_learner(recipe: Recipe, classes: Sequence[str]) -> Learner:
    """A learner whose loaders know only the serving view, so that its pickle is small.

    `learner.predict(path)` of the exported learner thus sees a photo as the app does.
    """
    pipelines = [
        [read_photo, ServingView(recipe.preprocessing)],
        [unknown_label, Categorize(list(classes), sort=False)],
    ]
    # fastai learns the types of a pipeline from an item; export() drops the item again.
    loaders = Datasets([_blank_photo()], pipelines, splits=[[0], []]).dataloaders(bs=1)
    learner = make_learner(loaders, recipe, classes)
    learner.remove_cb(ProgressCallback)
    return learner


def _blank_photo() -> bytes:
    png = io.BytesIO()
    Image.new("RGB", (8, 8)).save(png, "PNG")
    return png.getvalue()


def digest(path: Path) -> dict[str, Any]:
    """What the manifest says of a file: its sha256 and its size in bytes."""
    data = path.read_bytes()
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
