"""Collecting training photos, against a stand-in for iNaturalist on this machine."""

import csv
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

import click
import pytest

from birdapp.guide import species
from birdapp.recognition.photos import open_photo
from birdapp.training.collecting.collect import LOOK_ALIKES, collect, read_birds
from birdapp.training.collecting.inaturalist import INaturalist, Manners, Refused, Unavailable
from birdapp.training.collecting.record import PHOTO_COLUMNS, SKIPPED_COLUMNS, Record
from tests.training.collecting.inaturalist_stand_in import JPEG, OBSERVATIONS, StandIn

ROOT = Path(__file__).parents[2]
AT_ONCE = Manners(
    between_requests=0, between_photos=0, pause=lambda _: None, largest_photo=100 * len(JPEG)
)

GALAH = "Eolophus roseicapilla"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn() as stand_in:
        yield stand_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "photos"


def write_birds(file: Path, *birds: tuple[str, str]) -> Path:
    cards = [{"slug": slug, "scientific_name": name} for slug, name in birds]
    file.write_text(json.dumps(cards), encoding="utf-8")
    return file


class Lists(TypedDict):
    species_file: Path
    look_alikes_file: Path


@pytest.fixture
def galah_only(tmp_path: Path) -> Lists:
    """A species list of one bird, and no look-alikes."""
    return Lists(
        species_file=write_birds(tmp_path / "species.json", ("galah", GALAH)),
        look_alikes_file=write_birds(tmp_path / "look_alikes.json"),
    )


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


def test_thirty_species_despite_every_fault(folder: Path, tmp_path: Path) -> None:
    birds = [(f"bird-{n}", f"Avis species{n}") for n in range(30)]
    with StandIn(largest_page=15) as server:
        server.faults[OBSERVATIONS] = [429, None, 500, 503, "dropped", None, "truncated", None] * 4
        for _, name in birds:
            for _ in range(5):
                server.add(name, observer="observer-everywhere")
            server.add(name, licences=("cc-by-nd", None))
            server.add(name, licences=(None, "cc0", "cc-by"))
            for fault in (429, 500, "dropped", "truncated", "broken", 404, "huge"):
                number = server.add(name)
                server.faults[f"/photos/{number}0/medium.jpg"] = [fault]
            for _ in range(15):
                server.add(name)
        counts = collect(
            folder,
            species_file=write_birds(tmp_path / "species.json", *birds),
            look_alikes_file=write_birds(tmp_path / "look_alikes.json"),
            per_species=20,
            per_observer=2,
            source=INaturalist(server.api, AT_ONCE),
        )
    assert counts == {slug: 20 for slug, _ in birds}
    assert_complete(folder)
    rows = rows_of(folder)
    everywhere = Counter(row["name"] for row in rows if row["group"].endswith("-everywhere"))
    assert everywhere == {slug: 2 for slug, _ in birds}
    assert Counter(row["licence"] for row in rows) == {"cc-by": 570, "cc0": 30}
    assert len(Record(folder / "skipped.csv", SKIPPED_COLUMNS).rows) == 3 * 30
    assert not list(folder.rglob("*.part"))


COLLECT_IN_A_PROCESS = """
import sys
from pathlib import Path
from birdapp.training.collecting.collect import collect
from birdapp.training.collecting.inaturalist import INaturalist, Manners

folder, species_file, look_alikes_file, api = sys.argv[1:]
manners = Manners(between_requests=0, between_photos=0)
collect(
    Path(folder),
    species_file=Path(species_file),
    look_alikes_file=Path(look_alikes_file),
    per_species=30,
    source=INaturalist(api, manners),
)
"""


def recorded_photos(folder: Path) -> set[str]:
    """Paths of the photos whose rows are whole, however the run ended."""
    lines = (folder / "photos.csv").read_text().split("\n")[1:-1]
    return {f"/photos/{line.split(',')[-1]}0/medium.jpg" for line in lines}


def test_killed_run_goes_on(folder: Path, tmp_path: Path) -> None:
    species_file = write_birds(tmp_path / "species.json", ("galah", GALAH), ("koel", "Eudynamys"))
    look_alikes_file = write_birds(tmp_path / "look_alikes.json", ("corella", "Cacatua"))
    with StandIn(largest_page=10, photo_seconds=0.01) as server:
        for _ in range(40):
            for name in (GALAH, "Eudynamys", "Cacatua"):
                server.add(name)
        command = [
            *(sys.executable, "-c", COLLECT_IN_A_PROCESS),
            *(str(folder), str(species_file), str(look_alikes_file), server.api),
        ]
        kills = []
        for photos_before_kill in (7, 45):
            process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
            while len(server.photo_log) < photos_before_kill and process.poll() is None:
                time.sleep(0.005)
            process.kill()
            assert process.wait() == -signal.SIGKILL
            kills.append((recorded_photos(folder), len(server.photo_log)))
        counts = collect(
            folder,
            species_file=species_file,
            look_alikes_file=look_alikes_file,
            per_species=30,
            source=INaturalist(server.api, AT_ONCE),
        )
        fetched = server.photo_log
    assert counts == {"galah": 30, "koel": 30, "corella": 25}
    assert_complete(folder)
    for recorded, fetched_before in kills:
        assert len(recorded) >= fetched_before - 3
        assert recorded.isdisjoint(fetched[fetched_before:])
    assert len(fetched) <= 85 + len(kills), "only a photo on its way at a kill is fetched twice"


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def test_at_most_one_api_request_a_second(folder: Path, galah_only: Lists) -> None:
    clock = Clock()
    manners = Manners(first_pause=0, between_photos=0.25, clock=clock, pause=clock.pause)
    with StandIn(largest_page=3, clock=clock) as server:
        server.faults[OBSERVATIONS] = [None, 500, "dropped", None, "truncated"]
        for _ in range(9):
            server.add(GALAH)
        collect(folder, **galah_only, source=INaturalist(server.api, manners))
        came = list(zip(server.log, server.times, strict=True))
    api = [at for path, at in came if path == OBSERVATIONS]
    photos = [at for path, at in came if path != OBSERVATIONS]
    assert len(api) == 7 and len(photos) == 9
    assert min(later - earlier for earlier, later in pairwise(api)) >= 1.0
    assert min(later - earlier for earlier, later in pairwise(photos)) >= 0.25


@pytest.mark.parametrize(
    ("retry_after", "pauses"),
    [("7", [7.0]), ("0", [0.0]), (None, [2.0]), ("soon", [2.0])],
)
def test_waits_as_long_as_it_is_asked_to(
    server: StandIn, retry_after: str | None, pauses: list[float]
) -> None:
    clock = Clock()
    server.retry_after = retry_after
    server.faults["/photos/1/medium.jpg"] = [429]
    source = INaturalist(server.api, Manners(between_photos=0, clock=clock, pause=clock.pause))
    assert source.download(f"{server.url}/photos/1/medium.jpg") == JPEG
    assert clock.pauses == pauses


def test_pauses_grow(server: StandIn) -> None:
    clock = Clock()
    server.retry_after = None
    server.faults["/photos/1/medium.jpg"] = [500] * 9
    manners = Manners(between_photos=0, clock=clock, pause=clock.pause)
    with pytest.raises(Unavailable, match="500 Internal Server Error"):
        INaturalist(server.api, manners).download(f"{server.url}/photos/1/medium.jpg")
    assert clock.pauses == [2, 4, 8, 16, 32]


def test_gives_up_when_the_api_is_down_and_keeps_what_it_has(
    server: StandIn, folder: Path, galah_only: Lists
) -> None:
    server.largest_page = 2
    server.faults[OBSERVATIONS] = [None, *[503] * 6]
    for _ in range(4):
        server.add(GALAH)
    with pytest.raises(click.ClickException, match="503 Service Unavailable\nWhat was collected"):
        collect(folder, **galah_only, source=INaturalist(server.api, AT_ONCE))
    assert len(rows_of(folder)) == 2
    assert collect(folder, **galah_only, source=INaturalist(server.api, AT_ONCE)) == {"galah": 4}
    assert len(server.photo_log) == 4


def test_says_so_when_the_api_answers_nonsense(
    server: StandIn, folder: Path, galah_only: Lists
) -> None:
    server.add(GALAH)
    server.faults[OBSERVATIONS] = ["broken"]
    with pytest.raises(click.ClickException, match="something else than observations"):
        collect(folder, **galah_only, source=INaturalist(server.api, AT_ONCE))


def test_photos_that_cannot_be_had_now_are_tried_in_the_next_run(
    server: StandIn, folder: Path, galah_only: Lists
) -> None:
    numbers = [server.add(GALAH) for _ in range(5)]
    for number in numbers[1:3]:
        server.faults[f"/photos/{number}0/medium.jpg"] = ["dropped"] * 6
    source = INaturalist(server.api, AT_ONCE)
    assert collect(folder, **galah_only, source=source) == {"galah": 3}
    assert collect(folder, **galah_only, source=source) == {"galah": 5}


def test_stops_when_no_photo_can_be_had(server: StandIn, folder: Path, galah_only: Lists) -> None:
    for number in [server.add(GALAH) for _ in range(5)]:
        server.faults[f"/photos/{number}0/medium.jpg"] = ["dropped"] * 6
    with pytest.raises(click.ClickException, match="Run the same command again"):
        collect(folder, **galah_only, source=INaturalist(server.api, AT_ONCE))
    assert len(server.photo_log) == 3 * AT_ONCE.tries


@pytest.mark.parametrize("fault", ["broken", "huge", 404])
def test_unusable_photo_is_asked_for_once(
    server: StandIn, folder: Path, galah_only: Lists, fault: str | int
) -> None:
    number = server.add(GALAH)
    server.faults[f"/photos/{number}0/medium.jpg"] = [fault] * 9
    source = INaturalist(server.api, AT_ONCE)
    for _ in range(2):
        assert collect(folder, **galah_only, source=source) == {"galah": 0}
    assert len(server.fetches(number)) == 1


def test_photo_that_lost_its_row_is_not_fetched_again(
    server: StandIn, folder: Path, galah_only: Lists
) -> None:
    for _ in range(3):
        server.add(GALAH)
    source = INaturalist(server.api, AT_ONCE)
    collect(folder, **galah_only, source=source)
    table = (folder / "photos.csv").read_bytes()
    start_of_last_row = table.rfind(b"\n", 0, -1) + 1
    for end in range(start_of_last_row, len(table)):
        (folder / "photos.csv").write_bytes(table[:end])
        collect(folder, **galah_only, source=source)
        assert (folder / "photos.csv").read_bytes() == table
    assert len(server.photo_log) == 3


def test_row_written_by_hand_is_kept(tmp_path: Path) -> None:
    table = f"{','.join(PHOTO_COLUMNS)}\nbirds/galah/1.jpg,galah,birds,galah,,,my own,me,,"
    (tmp_path / "photos.csv").write_text(table)
    Record(tmp_path / "photos.csv", PHOTO_COLUMNS)
    assert (tmp_path / "photos.csv").read_text() == table + "\n"


def test_other_columns_are_not_touched(folder: Path, galah_only: Lists) -> None:
    folder.mkdir()
    (folder / "photos.csv").write_text("file,label\na.jpg,galah\n")
    with pytest.raises(click.ClickException, match="must have these columns: file,label,kind"):
        collect(folder, **galah_only)
    assert (folder / "photos.csv").read_text() == "file,label\na.jpg,galah\n"


def test_no_other_host_is_asked(server: StandIn, folder: Path, galah_only: Lists) -> None:
    with StandIn() as stranger:
        server.add(GALAH, host=stranger.url)
        number = server.add(GALAH)
        server.faults[f"/photos/{number}0/medium.jpg"] = [f"{stranger.url}/photos/1/medium.jpg"]
        counts = collect(folder, **galah_only, source=INaturalist(server.api, AT_ONCE))
        assert counts == {"galah": 0}
        assert stranger.log == []


@pytest.mark.parametrize(
    "url",
    [
        "http://static.inaturalist.org/photos/1/medium.jpg",
        "https://static.inaturalist.org.example.org/photos/1/medium.jpg",
        "https://static.inaturalist.org@example.org/photos/1/medium.jpg",
        "https://static.inaturalist.org:8443/photos/1/medium.jpg",
        "https://127.0.0.1/photos/1/medium.jpg",
        "file:///etc/hostname",
        "//static.inaturalist.org/photos/1/medium.jpg",
        "",
    ],
)
def test_photo_hosts_are_few(url: str) -> None:
    with pytest.raises(Refused, match="not one of iNaturalist's photo hosts"):
        INaturalist(manners=AT_ONCE).download(url)


def test_hybrids_and_namesakes_are_left_out(server: StandIn, folder: Path, tmp_path: Path) -> None:
    for name in ("Anas superciliosa × Anas platyrhynchos", "Avis Anas superciliosa"):
        server.add(name)
    kept = [server.add("Anas superciliosa"), server.add("Anas superciliosa rogersi")]
    collect(
        folder,
        species_file=write_birds(tmp_path / "species.json", ("duck", "Anas superciliosa")),
        look_alikes_file=write_birds(tmp_path / "look_alikes.json"),
        source=INaturalist(server.api, AT_ONCE),
    )
    assert [int(row["observation"]) for row in rows_of(folder)] == kept


def test_look_alikes_become_none_unless_they_are_listed(
    server: StandIn, folder: Path, galah_only: Lists, tmp_path: Path
) -> None:
    look_alikes = [("rose-cockatoo", GALAH), ("little-corella", "Cacatua sanguinea")]
    write_birds(galah_only["look_alikes_file"], *look_alikes)
    server.add(GALAH)
    server.add("Cacatua sanguinea")
    counts = collect(folder, **galah_only, source=INaturalist(server.api, AT_ONCE))
    assert counts == {"galah": 1, "little-corella": 1}
    places = [(row["label"], row["kind"], row["file"]) for row in rows_of(folder)]
    assert places == [
        ("galah", "birds", "birds/galah/1001.jpg"),
        ("none", "other_birds", "other_birds/little-corella/1002.jpg"),
    ]


def test_says_what_is_missing_and_who_asks(
    server: StandIn, folder: Path, galah_only: Lists, capsys: pytest.CaptureFixture[str]
) -> None:
    server.add(GALAH)
    collect(folder, **galah_only, source=INaturalist(server.api, AT_ONCE))
    assert "galah: 1 of 200 photos found\n" in capsys.readouterr().out
    assert all(agent.startswith("UrbanBirdRecognizer/") for agent in server.user_agents)


@pytest.mark.parametrize(
    "text", ["", "{}]", '{"galah": 1}', "[1]", '[{"slug": "../x", "scientific_name": "A b"}]']
)
def test_unusable_species_file_is_named(folder: Path, galah_only: Lists, text: str) -> None:
    galah_only["species_file"].write_text(text)
    with pytest.raises(click.ClickException, match=r"species\.json must be a JSON array of birds"):
        collect(folder, **galah_only)
    assert not folder.exists()


def test_look_alikes_are_not_on_the_list() -> None:
    listed = read_birds(species.FILE, "birds", 1)
    look_alikes = read_birds(LOOK_ALIKES, "other_birds", 1)
    names = [name for bird in listed + look_alikes for name in bird.scientific_names]
    slugs = [bird.slug for bird in listed + look_alikes]
    assert len(set(names)) == len(names)
    assert len(set(slugs)) == len(slugs)
