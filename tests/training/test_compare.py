from pathlib import Path

import pytest

from birdapp.training.compare import Bench, to_lines
from birdapp.training.photoset import read_photoset
from birdapp.training.recipe import Recipe
from birdapp.training.train import make_body, starting_body


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_a_table_to_choose_with(photo_folder: Path, tmp_path: Path, quick: Recipe) -> None:
    bench = Bench(read_photoset(photo_folder), quick, tmp_path)
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
