"""Gathering the gallery, against a stand-in for iNaturalist on this machine."""

import io
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from errno import ENOSPC
from pathlib import Path

import click
import pytest
from PIL import Image

from birdapp.guide.bird_folder import Guide
from birdapp.guide.media.gallery import (
    FOLDER,
    MOST_BYTES,
    bytes_of,
    faults_of_gallery,
    read_gallery,
)
from birdapp.settings import ROOT
from birdapp.training.collecting.gallery import to_webp
from birdapp.training.collecting.inaturalist import INaturalist, Manners, Refused
from tests.galleries import drawn, noisy, row, rows_of, write_gallery
from tests.training.collecting.gathered import birds, gather
from tests.training.collecting.inaturalist_stand_in import OBSERVATIONS, StandIn

FORBIDDEN = ("cc-by-nc", "cc-by-nd", "cc-by-nc-sa", "cc-by-nc-nd", "gfdl", "pd", None)


def assert_in_order(guide: Guide, count: int) -> None:
    """Each picture has its file and tells whose it is, and `check` has nothing to say."""
    folder = guide.folder / FOLDER
    assert list(faults_of_gallery(guide.folder, guide.slugs)) == []
    pictures = read_gallery(guide.folder, guide.slugs).pictures
    assert len(pictures) == count
    assert len({each["observation"] for each in rows_of(folder)}) == count
    for shown in pictures:
        number = shown.file.split("/")[1].removesuffix(".webp")
        assert shown.source == f"https://www.inaturalist.org/observations/{number}"
        assert shown.author.startswith("observer") and shown.author in shown.attribution
        with Image.open(folder / shown.file) as image:
            assert image.format == "WEBP" and max(image.size) <= 640
            assert image.size == (shown.width, shown.height)
            assert "exif" not in image.info and "xmp" not in image.info
    assert bytes_of(folder) <= MOST_BYTES


def test_thirty_species_of_six_despite_every_fault(tmp_path: Path) -> None:
    guide = birds(tmp_path, 30)
    small, large = drawn(9, 9, "JPEG"), noisy(700, 480)
    with StandIn(largest_page=15) as server:
        server.faults[OBSERVATIONS] = [429, None, 500, 503, "dropped", None, "truncated", None] * 4
        for card in guide.species:
            name = card.scientific_name
            for _ in range(4):
                server.add(name, observer="observer-everywhere")
            server.add(name, licences=FORBIDDEN)
            for licence in FORBIDDEN:
                server.add(name, licences=(licence,), favourites=9)
            server.add(name, licences=("cc-by-nc", "cc0"))
            server.add(
                name, licences=("cc-by-sa",), photo=large if card == guide.species[0] else small
            )
            for fault in (429, 500, "dropped", "truncated", "broken", 404, "huge"):
                number = server.add(name, photo=small)
                server.faults[f"/photos/{number}0/medium.jpg"] = [fault]
        counts = gather(guide, server)
        assert set(server.places) == {"77"}
        fetched = len(server.photo_log)
        assert gather(guide, server) == counts and len(server.photo_log) == fetched
    assert counts == {card.slug: 6 for card in guide.species}
    assert_in_order(guide, 180)
    rows = rows_of(tmp_path / FOLDER)
    assert {each["licence"] for each in rows} == {"cc0", "cc-by", "cc-by-sa"}
    assert max(Counter((each["name"], each["group"]) for each in rows).values()) == 2
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("licence", FORBIDDEN)
def test_no_photo_of_a_forbidden_licence_is_even_asked_for(
    server: StandIn, tmp_path: Path, licence: str | None
) -> None:
    guide = birds(tmp_path, 1)
    server.add("Avis species0", licences=(licence,))
    number = server.add("Avis species0", licences=(licence, "cc-by"))
    assert gather(guide, server) == {"bird-0": 1}
    assert server.photo_log == [f"/photos/{number}1/medium.jpg"]


def test_what_people_like_comes_first(server: StandIn, tmp_path: Path) -> None:
    guide = birds(tmp_path, 1)
    plain, liked, second = (server.add("Avis species0", favourites=f) for f in (0, 3, 1))
    gather(guide, server)
    found = [int(each["observation"]) for each in rows_of(tmp_path / FOLDER)]
    assert found == [liked, second, plain]


@pytest.mark.parametrize(
    ("attribution", "author"),
    [
        ("(c) Jane Doe, some rights reserved (CC BY)", "Jane Doe"),
        ("(c) Doe, Jane, some rights reserved (CC BY), uploaded by jane", "Doe, Jane"),
        ("© Åse Ødegård, some rights reserved (CC BY-SA)", "Åse Ødegård"),
        ("Jane Doe, no rights reserved (CC0)", "Jane Doe"),
        ("no rights reserved", "observer1001"),
        ("(c) <b>“x”</b>, some rights reserved (CC BY)", "<b>“x”</b>"),
    ],
)
def test_the_author_is_who_the_attribution_names(
    server: StandIn, tmp_path: Path, attribution: str, author: str
) -> None:
    guide = birds(tmp_path, 1)
    server.add("Avis species0", attribution=attribution)
    gather(guide, server)
    (shown,) = read_gallery(tmp_path, guide.slugs).pictures
    assert (shown.author, shown.attribution) == (author, attribution)


@pytest.mark.parametrize("size", [(2000, 1500), (500, 2000), (640, 640), (30, 20), (1, 700)])
def test_a_picture_is_small_in_pixels(
    size: tuple[int, int], server: StandIn, tmp_path: Path
) -> None:
    guide = birds(tmp_path, 1)
    server.add("Avis species0", photo=drawn(*size, "JPEG"))
    gather(guide, server)
    (shown,) = read_gallery(tmp_path, guide.slugs).pictures
    assert max(shown.width, shown.height) == min(640, max(size))
    assert list(faults_of_gallery(tmp_path, guide.slugs)) == []


def test_a_picture_is_small_in_bytes() -> None:
    with Image.open(io.BytesIO(noisy(900, 900))) as image:
        sizes = [len(to_webp(image, most)) for most in (10**7, 60_000, 30_000, 12_000)]
        assert sizes == sorted(sizes, reverse=True) and sizes[0] > sizes[-1]
        assert all(
            size <= most for size, most in zip(sizes[1:], (60_000, 30_000, 12_000), strict=True)
        )
        with pytest.raises(Refused):
            to_webp(image, 500)


def test_a_gallery_that_is_full_says_so_and_skips_nothing(server: StandIn, tmp_path: Path) -> None:
    guide = birds(tmp_path, 1)
    server.add("Avis species0")
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "notes.txt").write_bytes(bytes(MOST_BYTES - 20_000))
    with pytest.raises(click.ClickException, match="do not fit into a gallery of 15 MB"):
        gather(guide, server)
    assert server.photo_log == []
    assert gather(guide, server, per_species=1) == {"bird-0": 1}


def test_a_photo_deleted_by_hand_is_fetched_again(server: StandIn, tmp_path: Path) -> None:
    guide = birds(tmp_path, 2)
    for card in guide.species:
        for _ in range(6):
            server.add(card.scientific_name)
    gather(guide, server)
    fetched = len(server.photo_log)
    for number in (1001, 1003):
        (tmp_path / FOLDER / f"bird-0/{number}.webp").unlink()
    assert gather(guide, server) == {"bird-0": 6, "bird-1": 6}
    assert len(server.photo_log) == fetched + 2
    assert_in_order(guide, 12)


def test_a_row_of_ones_own_is_not_forgotten(server: StandIn, tmp_path: Path) -> None:
    guide = birds(tmp_path, 1)
    own = row("bird-0", 5, repository="")
    write_gallery(tmp_path, [own])
    (tmp_path / FOLDER / own["file"]).unlink()
    gather(guide, server)
    assert [each["file"] for each in rows_of(tmp_path / FOLDER)] == [own["file"]]


def full(*_: object) -> None:
    raise OSError(ENOSPC, os.strerror(ENOSPC))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("gallery is a file", "gallery is a file; there should be a folder"),
        ("a bird is a file", "bird-0 cannot be read or written: "),
        ("the disk is full", "cannot be read or written: No space left on device"),
        ("not in UTF-8", "gallery.csv is not written in UTF-8"),
    ],
)
def test_a_folder_that_cannot_be_filled_is_told_in_a_sentence(
    server: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, said: str
) -> None:
    guide = birds(tmp_path, 1)
    server.add("Avis species0")
    folder = tmp_path / FOLDER
    if fault == "gallery is a file":
        folder.write_text("")
    else:
        folder.mkdir()
    if fault == "a bird is a file":
        (folder / "bird-0").write_text("")
    if fault == "not in UTF-8":
        (folder / "gallery.csv").write_bytes(b"\xff\xfe\n")
    if fault == "the disk is full":
        monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(click.ClickException, match=said):
        gather(guide, server)


GATHER_IN_A_PROCESS = """
import sys
from pathlib import Path
from birdapp.guide.bird_folder import read_guide
from birdapp.training.collecting.gallery import gather_gallery
from birdapp.training.collecting.inaturalist import INaturalist, Manners

source = INaturalist(sys.argv[2], Manners(between_requests=0, between_photos=0))
gather_gallery(read_guide(Path(sys.argv[1])), per_species=6, source=source)
"""


def test_killed_run_goes_on(tmp_path: Path) -> None:
    guide = birds(tmp_path, 4)
    with StandIn(photo_seconds=0.01) as server:
        for card in guide.species:
            for _ in range(8):
                server.add(card.scientific_name)
        command = [sys.executable, "-c", GATHER_IN_A_PROCESS, str(tmp_path), server.api]
        for photos_before_kill in (3, 14):
            process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
            while len(server.photo_log) < photos_before_kill and process.poll() is None:
                time.sleep(0.005)
            process.kill()
            assert process.wait() == -signal.SIGKILL
        assert gather(guide, server) == {card.slug: 6 for card in guide.species}
        assert len(server.photo_log) <= 24 + 2, "only a photo on its way at a kill comes twice"
    assert_in_order(guide, 24)


def test_manners_are_those_of_collecting() -> None:
    assert INaturalist(favourites_first=True).manners == Manners()
