import json
from pathlib import Path

import click
import pytest
import torch

from birdapp.recognition.loading import load_classifier
from birdapp.recognition.photos import open_photo
from birdapp.training.measuring.protocol import run_protocol, to_text
from birdapp.training.photos.photoset import read_photoset
from birdapp.training.publishing.publish import publish
from birdapp.training.recipe import Recipe
from birdapp.training.train import claim, train


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_from_photos_to_a_served_model(photo_folder: Path, tmp_path: Path, quick: Recipe) -> None:
    run, models = tmp_path / "run", tmp_path / "models"
    weights = train(photo_folder, run, seed=0, teacher=None, recipe=quick)
    first = torch.load(weights, weights_only=True)["1.convolution.bias"]

    # what is finished is not done again
    finished = weights.stat().st_mtime_ns
    assert train(photo_folder, run, seed=0, teacher=None, recipe=quick) == weights
    assert weights.stat().st_mtime_ns == finished

    # a run that stopped before its last epoch goes on and ends with a whole model
    weights.unlink()
    (run / "fine-tuning.json").write_text(json.dumps({"epochs_done": 1}))
    train(photo_folder, run, seed=0, teacher=None, recipe=quick)
    assert json.loads((run / "fine-tuning.json").read_text()) == {"epochs_done": 2}
    assert torch.load(weights, weights_only=True)["1.convolution.bias"].shape == first.shape

    # and results of one set of photos are never taken for another's
    with pytest.raises(click.ClickException, match="other photos"):
        claim(run, read_photoset(photo_folder)[1:])

    result = run_protocol(photo_folder, run, seeds=1, recipe=quick)
    assert len(list((run / "folds").glob("*.npy"))) == 2
    assert result["species"]["australian-king-parrot"]["photos"] == 10
    assert "Australian King-Parrot" in to_text(result)
    assert (run / "confusion.png").stat().st_size > 1000
    assert (run / "reliability.png").stat().st_size > 1000

    publish(run, models, quick)
    photo = open_photo((photo_folder / "none-0.jpg").read_bytes())
    answers = [load_classifier(models, engine).identify(photo) for engine in ("fastai", "onnx")]
    assert answers[0].none_of_these == pytest.approx(answers[1].none_of_these, abs=1e-4)
    assert "not been evaluated" not in (models / "MODEL_CARD.md").read_text()
