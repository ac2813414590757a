from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from birdapp.recognition.transforms import Preprocessing
from birdapp.training.measuring.compare import Bench, Choice, to_lines
from birdapp.training.photos.augment import TrainingView
from birdapp.training.photos.check import sound_photos
from birdapp.training.recipe import FineTuning, Recipe
from birdapp.training.train import open_eyes, starting_body
from tests.conftest import GUIDE
from tests.images import gradient


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_a_table_to_choose_with(photo_folder: Path, tmp_path: Path, quick: Recipe) -> None:
    photos = sound_photos(photo_folder, GUIDE)
    frozen = replace(quick, fine_tuning=FineTuning())
    bench = Bench(photos, frozen, GUIDE, tmp_path)
    eyes = open_eyes(photos, starting_body(tmp_path), frozen, tmp_path)
    once = bench.row(eyes, Choice("once", 1.0, ("as-sent",), neighbours=False))
    twice = bench.row(eyes, Choice("twice", 0.3))
    tuned = bench.row(
        eyes,
        Choice(
            "tuned", 0.3, fine_tuning=replace(quick.fine_tuning, mixup=0.0, cutmix=1.0, erasing=0.5)
        ),
    )
    assert all(0.5 <= row.measures["top_1"] <= 1 for row in (once, twice, tuned))
    assert bench.row(eyes, Choice("twice", 0.3)) == twice
    assert len(list(tmp_path.glob("tuned/folds/seed0-fold?.npz"))) == quick.folds
    lines = list(to_lines(iter([once, twice, tuned])))
    assert len(lines) == 5
    assert all(line.count("|") == lines[0].count("|") for line in lines)


def test_erasing_takes_a_rectangle_out_of_some_views() -> None:
    image = gradient(64, 64)
    flat = [
        np.mean(np.asarray(TrainingView(Preprocessing(size=64), 0.9, erasing)(image)) == 0)
        for erasing in (0.0, 1.0)
    ]
    assert flat[0] == 0 < flat[1]
