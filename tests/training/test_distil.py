from dataclasses import replace
from pathlib import Path

import pytest
import torch

from birdapp.recognition.photos import open_photo
from birdapp.recognition.transforms import Preprocessing, to_input
from birdapp.training.distil import DistillationLoss, distil
from birdapp.training.photos.check import sound_photos
from birdapp.training.recipe import Distillation
from birdapp.training.teacher import Teacher
from tests.conftest import GUIDE, SHARED_PHOTOS

TEACHER = SHARED_PHOTOS.parent / "teacher" / "inat_bird_mobilenet_v2_quant.tflite"


def test_the_loss_is_least_where_student_and_teacher_agree() -> None:
    features, logits = torch.randn(4, 8), torch.randn(4, 5)
    loss = DistillationLoss(Distillation())
    assert loss((features, logits), features, logits) == pytest.approx(0, abs=1e-5)
    assert loss((-features, -logits), features, logits) > 1


@pytest.mark.shared_photos
def test_the_rebuilt_teacher_knows_the_kookaburra() -> None:
    names = (TEACHER.parent / "inat_bird_labels.txt").read_text().splitlines()
    hits = 0
    files = sorted(SHARED_PHOTOS.glob("birds/laughing-kookaburra/*.jpg"))[:10]
    for file in files:
        batch = to_input(open_photo(file.read_bytes()), Preprocessing(size=224))
        features, logits = Teacher(TEACHER)(torch.from_numpy(batch))
        assert features.shape == (1, 1280)
        hits += "Dacelo novaeguineae" in names[int(logits.argmax())]
    assert hits >= 8


@pytest.mark.shared_photos
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_stopped_distillation_goes_on(photo_folder: Path, tmp_path: Path) -> None:
    recipe = replace(Distillation(), preprocessing=Preprocessing(size=64), epochs=2, batch_size=10)
    photos = sound_photos(photo_folder, GUIDE)
    body = distil(photos, TEACHER, tmp_path, recipe, seed=0)
    body.unlink()
    (tmp_path / "distilling.json").write_text('{"epochs_done": 1}')
    again = distil(photos, TEACHER, tmp_path, recipe, seed=0)
    weights = torch.load(again, weights_only=True)
    assert all(
        torch.isfinite(value).all() for value in weights.values() if value.is_floating_point()
    )


@pytest.mark.shared_photos
def test_an_operator_that_is_not_understood_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("birdapp.training.teacher.KNOWN", {"CONV_2D", "DEPTHWISE_CONV_2D"})
    with pytest.raises(ValueError, match="ADD"):
        Teacher(TEACHER)
