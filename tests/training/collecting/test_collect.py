"""Collecting training photos, against a stand-in for iNaturalist on this machine."""

from collections import Counter
from pathlib import Path

import click
import pytest

from birdapp.training.collecting.collect import Bird, birds_of, collect
from birdapp.training.collecting.inaturalist import INaturalist
from birdapp.training.collecting.record import SKIPPED_COLUMNS, Record
from tests.conftest import GUIDE
from tests.training.collecting.collected import AT_ONCE, GALAH, GALAH_ONLY, assert_complete, rows_of
from tests.training.collecting.inaturalist_stand_in import OBSERVATIONS, StandIn


def test_thirty_species_despite_every_fault(folder: Path) -> None:
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
            [Bird(slug, (name,), "birds", 20) for slug, name in birds],
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


def test_gives_up_when_the_api_is_down_and_keeps_what_it_has(
    server: StandIn,
    folder: Path,
) -> None:
    server.largest_page = 2
    server.faults[OBSERVATIONS] = [None, *[503] * 6]
    for _ in range(4):
        server.add(GALAH)
    with pytest.raises(click.ClickException, match="503 Service Unavailable\nWhat was collected"):
        collect(folder, GALAH_ONLY, source=INaturalist(server.api, AT_ONCE))
    assert len(rows_of(folder)) == 2
    assert collect(folder, GALAH_ONLY, source=INaturalist(server.api, AT_ONCE)) == {"galah": 4}
    assert len(server.photo_log) == 4


def test_says_so_when_the_api_answers_nonsense(
    server: StandIn,
    folder: Path,
) -> None:
    server.add(GALAH)
    server.faults[OBSERVATIONS] = ["broken"]
    with pytest.raises(click.ClickException, match="something other than observations"):
        collect(folder, GALAH_ONLY, source=INaturalist(server.api, AT_ONCE))


def test_photos_that_cannot_be_had_now_are_tried_in_the_next_run(
    server: StandIn,
    folder: Path,
) -> None:
    numbers = [server.add(GALAH) for _ in range(5)]
    for number in numbers[1:3]:
        server.faults[f"/photos/{number}0/medium.jpg"] = ["dropped"] * 6
    source = INaturalist(server.api, AT_ONCE)
    assert collect(folder, GALAH_ONLY, source=source) == {"galah": 3}
    assert collect(folder, GALAH_ONLY, source=source) == {"galah": 5}


def test_stops_when_no_photo_can_be_had(server: StandIn, folder: Path) -> None:
    for number in [server.add(GALAH) for _ in range(5)]:
        server.faults[f"/photos/{number}0/medium.jpg"] = ["dropped"] * 6
    with pytest.raises(click.ClickException, match="Run the same command again"):
        collect(folder, GALAH_ONLY, source=INaturalist(server.api, AT_ONCE))
    assert len(server.photo_log) == 3 * AT_ONCE.tries


@pytest.mark.parametrize("fault", ["broken", "huge", 404])
def test_unusable_photo_is_asked_for_once(server: StandIn, folder: Path, fault: str | int) -> None:
    number = server.add(GALAH)
    server.faults[f"/photos/{number}0/medium.jpg"] = [fault] * 9
    source = INaturalist(server.api, AT_ONCE)
    for _ in range(2):
        assert collect(folder, GALAH_ONLY, source=source) == {"galah": 0}
    assert len(server.fetches(number)) == 1


def test_hybrids_and_namesakes_are_left_out(server: StandIn, folder: Path) -> None:
    for name in ("Anas superciliosa × Anas platyrhynchos", "Avis Anas superciliosa"):
        server.add(name)
    kept = [server.add("Anas superciliosa"), server.add("Anas superciliosa rogersi")]
    duck = Bird("duck", ("Anas superciliosa",), "birds", 9)
    collect(folder, [duck], source=INaturalist(server.api, AT_ONCE))
    assert [int(row["observation"]) for row in rows_of(folder)] == kept


def test_neighbours_become_none(server: StandIn, folder: Path) -> None:
    corella = Bird("little-corella", ("Cacatua sanguinea",), "other_birds", 9)
    server.add(GALAH)
    server.add("Cacatua sanguinea")
    counts = collect(folder, [*GALAH_ONLY, corella], source=INaturalist(server.api, AT_ONCE))
    assert counts == {"galah": 1, "little-corella": 1}
    places = [(row["label"], row["kind"], row["file"]) for row in rows_of(folder)]
    assert places == [
        ("galah", "birds", "birds/galah/1001.jpg"),
        ("none", "other_birds", "other_birds/little-corella/1002.jpg"),
    ]


def test_the_list_and_its_neighbours_are_what_is_collected() -> None:
    wanted = birds_of(GUIDE, per_species=7, per_neighbour=2)
    listed = [(bird.slug, bird.photos) for bird in wanted if bird.kind == "birds"]
    assert listed == [(slug, 7) for slug in GUIDE.slugs]
    others = [bird for bird in wanted if bird.kind == "other_birds"]
    assert {bird.slug for bird in others} <= {bird.slug for bird in GUIDE.neighbours}
    assert all(bird.photos == 2 and bird.scientific_names[0] for bird in others)
    names = [name for bird in wanted for name in bird.scientific_names]
    assert len(set(names)) == len(names)


def test_says_what_is_missing_and_who_asks(
    server: StandIn, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.add(GALAH)
    collect(folder, GALAH_ONLY, source=INaturalist(server.api, AT_ONCE))
    assert "galah: 1 of 200 photos found\n" in capsys.readouterr().out
    assert all(agent.startswith("UrbanBirdRecognizer/") for agent in server.user_agents)
