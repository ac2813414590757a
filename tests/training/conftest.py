import csv
from pathlib import Path

import pytest
from PIL import Image

from birdapp.recognition.manifest import NONE
from birdapp.recognition.transforms import Preprocessing
from birdapp.training.recipe import FineTuning, Recipe
from tests.conftest import GUIDE
from tests.images import encode, gradient


@pytest.fixture(scope="session")
def photo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `collect` makes them: two species, another bird and no bird, told
    apart by colour."""
    folder = tmp_path_factory.mktemp("photos")
    rows = []
    for label, kind, turn in [
        (GUIDE.slugs[0], "birds", 0),
        (GUIDE.slugs[1], "birds", 1),
        (NONE, "other_birds", 2),
        (NONE, "not_birds", 3),
    ]:
        for number in range(10):
            bands = gradient(70 + number, 60).split()
            name = f"{label}-{number}.jpg" if turn < 3 else f"nothing-{number}.jpg"
            turned = Image.merge("RGB", bands[turn:] + bands[:turn])
            shown = turned if turn < 3 else Image.new("RGB", turned.size, (9 * number, 99, 99))
            (folder / name).write_bytes(encode(shown))
            rows.append([name, label, kind, label, f"group {number}"])
    with (folder / "photos.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["file", "label", "kind", "name", "group"], *rows])
    return folder


@pytest.fixture
def quick() -> Recipe:
    """The recipe that ships, made small, and with all its steps."""
    return Recipe(
        preprocessing=Preprocessing(size=128),
        fine_tuning=FineTuning(epochs=2, draws=16, batch_size=8, view_size=64),
        folds=2,
    )
