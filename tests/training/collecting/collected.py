"""What the tests of collecting have in common: one bird, and a look at what was collected."""

import csv
from pathlib import Path

from birdapp.recognition.photos import open_photo
from birdapp.training.collecting.collect import Bird
from birdapp.training.collecting.inaturalist import Manners
from tests.training.collecting.inaturalist_stand_in import JPEG

AT_ONCE = Manners(
    between_requests=0, between_photos=0, pause=lambda _: None, largest_photo=100 * len(JPEG)
)

GALAH = "Eolophus roseicapilla"
GALAH_ONLY = [Bird("galah", (GALAH,), "birds", 200)]


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "photos.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def assert_complete(folder: Path) -> None:
    """Every row has its file and says whose it is; every file has its row."""
    rows = rows_of(folder)
    for row in rows:
        open_photo((folder / row["file"]).read_bytes())
        assert row["attribution"].startswith("(c) observer")
        assert row["licence"] in ("cc0", "cc-by", "cc-by-sa", "cc-by-nc")
        assert row["group"].startswith("inaturalist:observer")
        assert row["repository"] == "inaturalist.org"
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*.jpg")}
    assert files == {row["file"] for row in rows}
    assert len(rows) == len({row["observation"] for row in rows})
