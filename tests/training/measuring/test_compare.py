from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from birdapp.recognition.transforms import Preprocessing
from birdapp.training.measuring.compare import Bench, Row, to_lines
from birdapp.training.photos.augment import TrainingView
from birdapp.training.photos.photoset import read_photoset
from birdapp.training.recipe import Recipe
from birdapp.training.train import make_body, starting_body
from tests.conftest import GUIDE
from tests.images import gradient


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_a_table_to_choose_with(photo_folder: Path, tmp_path: Path, quick: Recipe) -> None:
    bench = Bench(read_photoset(photo_folder, GUIDE), quick, GUIDE, tmp_path)
    body = make_body(starting_body(tmp_path))
    size = quick.preprocessing
    plain = bench.row("plain", body, size)
    rows = [
        plain,
        bench.row("flips", body, size, flips=True),
        bench.row("halves", body, size, variant="fp16"),
        bench.row("bytes", body, size, variant="int8"),
    ]
    assert all(0.5 <= row.measures["top_1"] <= 1 for row in rows)
    assert rows[2].megabytes < 0.6 * plain.megabytes
    assert rows[3].megabytes < 0.4 * plain.megabytes
    assert bench.row("plain", body, size) == plain
    lines = list(to_lines(iter(rows)))
    assert len(lines) == 6
    assert all(line.count("|") == lines[0].count("|") for line in lines)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_ways_to_fine_tune_are_measured_on_the_same_folds(
    photo_folder: Path, tmp_path: Path, quick: Recipe
) -> None:
    bench = Bench(read_photoset(photo_folder, GUIDE), quick, GUIDE, tmp_path)
    shipped = Row("ships", {}, 13.5, 5.0)
    step = replace(quick.fine_tuning, mixup=0.0, cutmix=1.0, erasing=0.5)
    row = bench.tuned_row("tuned", step, tmp_path, shipped)
    assert 0.5 <= row.measures["top_1"] <= 1
    assert (row.megabytes, row.milliseconds) == (13.5, 5.0)
    assert len(list(tmp_path.glob("tuned-*/folds/seed0-fold?.npy"))) == quick.folds
    assert bench.tuned_row("tuned", step, tmp_path, shipped) == row


def test_erasing_takes_a_rectangle_out_of_some_views() -> None:
    image = gradient(64, 64)
    flat = [
        np.mean(np.asarray(TrainingView(Preprocessing(size=64), 0.9, erasing)(image)) == 0)
        for erasing in (0.0, 1.0)
    ]
    assert flat[0] == 0 < flat[1]
