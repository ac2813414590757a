"""How iNaturalist is asked, against a stand-in on this machine."""

from itertools import pairwise
from pathlib import Path

import pytest

from birdapp.training.collecting.collect import collect
from birdapp.training.collecting.inaturalist import INaturalist, Manners, Refused, Unavailable
from tests.training.collecting.collected import AT_ONCE, GALAH, GALAH_ONLY
from tests.training.collecting.inaturalist_stand_in import JPEG, OBSERVATIONS, StandIn


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


def test_at_most_one_api_request_a_second(folder: Path) -> None:
    clock = Clock()
    manners = Manners(first_pause=0, between_photos=0.25, clock=clock, pause=clock.pause)
    with StandIn(largest_page=3, clock=clock) as server:
        server.faults[OBSERVATIONS] = [None, 500, "dropped", None, "truncated"]
        for _ in range(9):
            server.add(GALAH)
        collect(folder, GALAH_ONLY, source=INaturalist(server.api, manners))
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


def test_no_other_host_is_asked(server: StandIn, folder: Path) -> None:
    with StandIn() as stranger:
        server.add(GALAH, host=stranger.url)
        number = server.add(GALAH)
        server.faults[f"/photos/{number}0/medium.jpg"] = [f"{stranger.url}/photos/1/medium.jpg"]
        counts = collect(folder, GALAH_ONLY, source=INaturalist(server.api, AT_ONCE))
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


@pytest.mark.parametrize(("place", "asked"), [(6744, "6744"), (None, None)])
def test_photos_come_from_one_place_or_from_anywhere(
    server: StandIn, folder: Path, place: int | None, asked: str | None
) -> None:
    server.add(GALAH)
    collect(folder, GALAH_ONLY, place=place, source=INaturalist(server.api, AT_ONCE))
    assert set(server.places) == {asked}
