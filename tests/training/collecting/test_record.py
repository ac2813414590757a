"""A folder that can be trusted after a kill at any moment."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from birdapp.settings import ROOT
from birdapp.training.collecting.collect import Bird, collect
from birdapp.training.collecting.inaturalist import INaturalist
from birdapp.training.collecting.record import PHOTO_COLUMNS, Record
from tests.training.collecting.collected import AT_ONCE, GALAH, GALAH_ONLY, assert_complete
from tests.training.collecting.inaturalist_stand_in import StandIn

THREE = [
    Bird("galah", (GALAH,), "birds", 30),
    Bird("koel", ("Eudynamys",), "birds", 30),
    Bird("corella", ("Cacatua",), "other_birds", 25),
]

COLLECT_IN_A_PROCESS = """
import sys
from pathlib import Path
from birdapp.training.collecting.collect import collect
from birdapp.training.collecting.inaturalist import INaturalist, Manners
from tests.training.collecting.test_record import THREE

manners = Manners(between_requests=0, between_photos=0)
collect(Path(sys.argv[1]), THREE, source=INaturalist(sys.argv[2], manners))
"""


def recorded_photos(folder: Path) -> set[str]:
    """Paths of the photos whose rows are whole, however the run ended."""
    lines = (folder / "photos.csv").read_text().split("\n")[1:-1]
    return {f"/photos/{line.split(',')[-1]}0/medium.jpg" for line in lines}


def test_killed_run_goes_on(folder: Path) -> None:
    with StandIn(largest_page=10, photo_seconds=0.01) as server:
        for _ in range(40):
            for name in (GALAH, "Eudynamys", "Cacatua"):
                server.add(name)
        command = [
            *(sys.executable, "-c", COLLECT_IN_A_PROCESS),
            *(str(folder), server.api),
        ]
        kills = []
        for photos_before_kill in (7, 45):
            process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
            while len(server.photo_log) < photos_before_kill and process.poll() is None:
                time.sleep(0.005)
            process.kill()
            assert process.wait() == -signal.SIGKILL
            kills.append((recorded_photos(folder), len(server.photo_log)))
        counts = collect(folder, THREE, source=INaturalist(server.api, AT_ONCE))
        fetched = server.photo_log
    assert counts == {"galah": 30, "koel": 30, "corella": 25}
    assert_complete(folder)
    for recorded, fetched_before in kills:
        assert len(recorded) >= fetched_before - 3
        assert recorded.isdisjoint(fetched[fetched_before:])
    assert len(fetched) <= 85 + len(kills), "only a photo on its way at a kill is fetched twice"


def test_photo_that_lost_its_row_is_not_fetched_again(
    server: StandIn,
    folder: Path,
) -> None:
    for _ in range(3):
        server.add(GALAH)
    source = INaturalist(server.api, AT_ONCE)
    collect(folder, GALAH_ONLY, source=source)
    table = (folder / "photos.csv").read_bytes()
    start_of_last_row = table.rfind(b"\n", 0, -1) + 1
    for end in range(start_of_last_row, len(table)):
        (folder / "photos.csv").write_bytes(table[:end])
        collect(folder, GALAH_ONLY, source=source)
        assert (folder / "photos.csv").read_bytes() == table
    assert len(server.photo_log) == 3


def test_row_written_by_hand_is_kept(tmp_path: Path) -> None:
    table = f"{','.join(PHOTO_COLUMNS)}\nbirds/galah/1.jpg,galah,birds,galah,,,my own,me,,"
    (tmp_path / "photos.csv").write_text(table)
    Record(tmp_path / "photos.csv", PHOTO_COLUMNS)
    assert (tmp_path / "photos.csv").read_text() == table + "\n"


def test_other_columns_are_not_touched(folder: Path) -> None:
    folder.mkdir()
    (folder / "photos.csv").write_text("file,label\na.jpg,galah\n")
    with pytest.raises(click.ClickException, match="must have these columns: file,label,kind"):
        collect(folder, GALAH_ONLY)
    assert (folder / "photos.csv").read_text() == "file,label\na.jpg,galah\n"
