import json
import shutil
from dataclasses import replace
from pathlib import Path

import click
import pytest
import torch

from birdapp.guide.bird_folder import Guide, faults_of_folder, read_guide
from birdapp.recognition.loading import load_classifier
from birdapp.recognition.manifest import NO_BIRD, OTHER_BIRD
from birdapp.recognition.photos import open_photo
from birdapp.training.measuring.protocol import run_protocol, to_text
from birdapp.training.photos.check import sound_photos
from birdapp.training.publishing.publish import publish
from birdapp.training.recipe import Recipe
from birdapp.training.train import claim, train
from tests.conftest import GUIDE


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_from_photos_to_a_served_model(
    photo_folder: Path, tmp_path: Path, quick: Recipe, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    weights = train(photo_folder, run, seed=0, teacher=None, recipe=quick, guide=GUIDE)
    said = [line.strip() for line in capsys.readouterr().err.splitlines()]
    assert said[0] == f"Looking through {photo_folder} …"
    assert "Step 2: the finder learns where a bird is …" in said
    assert said.index("Looking at 40 photos, each in several scenes …") < said.index("as-sent")
    assert said[-1].startswith("Step 3: the head learns to tell")
    first = torch.load(weights, weights_only=True)["1.convolution.bias"]

    # what is finished is not done again
    finished = weights.stat().st_mtime_ns
    assert train(photo_folder, run, seed=0, teacher=None, recipe=quick, guide=GUIDE) == weights
    assert weights.stat().st_mtime_ns == finished

    # a run that stopped before its last epoch goes on and ends with a whole model
    weights.unlink()
    (run / "fine-tuning.json").write_text(json.dumps({"epochs_done": 1}))
    train(photo_folder, run, seed=0, teacher=None, recipe=quick, guide=GUIDE)
    assert json.loads((run / "fine-tuning.json").read_text()) == {"epochs_done": 2}
    assert torch.load(weights, weights_only=True)["1.convolution.bias"].shape == first.shape

    # and results of one set of photos are never taken for another's
    with pytest.raises(click.ClickException, match="other photos or birds"):
        claim(run, sound_photos(photo_folder, GUIDE)[1:], GUIDE)

    result = run_protocol(photo_folder, run, seeds=1, recipe=quick, guide=GUIDE)
    assert len(list((run / "folds").glob("*.npz"))) == 2
    assert result["species"][GUIDE.slugs[0]]["photos"] == 10
    assert GUIDE.species[0].common_name in to_text(result, GUIDE)
    assert (run / "confusion.png").stat().st_size > 1000
    assert (run / "reliability.png").stat().st_size > 1000

    own = bird_folder(tmp_path / "birds")
    assert publish(run, own, quick) == ()
    photo = open_photo((photo_folder / "none-0.jpg").read_bytes())
    answers = [
        load_classifier(own.folder, engine, own.slugs, own.neighbour_slugs).identify(photo)
        for engine in ("fastai", "onnx")
    ]
    assert answers[0].none_of_these == pytest.approx(answers[1].none_of_these, abs=1e-4)
    card = (own.folder / "MODEL_CARD.md").read_text()
    assert "not been evaluated" not in card
    assert "istil" not in card and "specialist" not in card
    assert faults_of_folder(own.folder) == []

    # exported again, it does not take its own place before
    assert publish(run, own, quick) == ()

    # the order of the list may have changed since: the network's is kept with the run
    turned = replace(own, species=own.species[::-1])
    assert publish(run, turned, quick) == ()
    assert json.loads((own.folder / "birds.json").read_text())["labels"] == [
        *GUIDE.slugs,
        OTHER_BIRD,
        NO_BIRD,
    ]
    with pytest.raises(click.ClickException, match="other birds"):
        publish(run, replace(own, species=own.species[1:]), quick)

    # a new model never takes the place of the one before without keeping it
    before = (own.folder / "birds.onnx").read_bytes()
    trained = torch.load(weights, weights_only=True)
    trained["1.convolution.bias"] += 1
    torch.save(trained, weights)
    kept = publish(run, own, quick)
    assert kept == (
        "birds.previous.pkl",
        "birds.previous.onnx",
        "birds.fp16.previous.onnx",
        "birds.previous.json",
        "MODEL_CARD.previous.md",
    )
    assert (own.folder / "birds.previous.onnx").read_bytes() == before
    assert (own.folder / "birds.onnx").read_bytes() != before
    assert faults_of_folder(own.folder) == []


def test_a_folder_without_a_result_belongs_to_nobody(photo_folder: Path, tmp_path: Path) -> None:
    photos = sound_photos(photo_folder, GUIDE)
    claim(tmp_path / "run", photos, GUIDE)
    (tmp_path / "run" / "features").mkdir()
    claim(tmp_path / "run", photos[1:], GUIDE)
    (tmp_path / "run" / "features" / "as-sent.npy").write_bytes(b"a result")
    claim(tmp_path / "run", photos[1:], GUIDE)
    with pytest.raises(click.ClickException, match="other photos or birds"):
        claim(tmp_path / "run", photos, GUIDE)


def test_a_teacher_never_gets_what_another_body_saw(
    photo_folder: Path, tmp_path: Path, quick: Recipe
) -> None:
    (tmp_path / "finder.pth").write_bytes(b"learnt on the ImageNet weights")
    with pytest.raises(click.ClickException, match="had no teacher"):
        train(photo_folder, tmp_path, 0, tmp_path / "finder.pth", quick, GUIDE)


def bird_folder(folder: Path) -> Guide:
    """The birds of the tests, without their model."""
    folder.mkdir()
    for name in ("species.json", "region.json"):
        shutil.copy(GUIDE.folder / name, folder)
    return read_guide(folder)
