"""What of a gallery is shown, and what is said of the rest."""

from pathlib import Path

import pytest

from birdapp.guide.bird_folder import faults_of_folder, read_guide
from birdapp.guide.media.gallery import TABLE, faults_of_gallery, read_gallery
from tests.galleries import drawn, row, write_gallery, write_table
from tests.guide.birds import write

SLUGS = ("tui", "bellbird")


def test_without_a_gallery_there_are_no_pictures_and_no_faults(tmp_path: Path) -> None:
    gallery = read_gallery(tmp_path, SLUGS)
    assert (gallery.pictures, gallery.faults, gallery.of("tui")) == ((), (), ())
    assert list(faults_of_gallery(tmp_path, SLUGS)) == []


def test_a_picture_is_read_with_whose_it_is(tmp_path: Path) -> None:
    write_gallery(tmp_path, [row("tui", 1), row("bellbird", 2, licence="cc0")])
    gallery = read_gallery(tmp_path, SLUGS)
    assert gallery.faults == ()
    (shown,) = gallery.of("tui")
    assert (shown.file, shown.author, shown.licence.name) == (
        "tui/1.webp",
        "Photographer 1",
        "CC BY 4.0",
    )
    assert (shown.width, shown.height) == (60, 40)
    assert gallery.of("bellbird")[0].licence.address.endswith("/publicdomain/zero/1.0/")
    assert list(faults_of_gallery(tmp_path, SLUGS)) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        *[
            ({"licence": code}, f"not “{code}”")
            for code in ("cc-by-nc", "cc-by-nd", "cc-by-nc-sa", "gfdl", "CC-BY", "cc-by ", "")
        ],
        ({"author": ""}, "the author is missing"),
        ({"author": "  "}, "the author is missing"),
        ({"author": "A\x07B"}, "cannot be shown"),
        ({"source": "inaturalist.org"}, "source must be a web address"),
        ({"source": "javascript:alert(1)"}, "source must be a web address"),
        ({"name": "moa"}, "no “moa” on the list"),
        ({"width": "641"}, "from 1 to 640"),
        ({"height": "0"}, "from 1 to 640"),
        ({"height": "4 0"}, "from 1 to 640"),
    ],
)
def test_a_picture_with_a_bad_entry_is_not_shown_and_the_others_are(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    write_gallery(tmp_path, [row("tui", 1), row("tui", 2, **changed), row("tui", 3)])
    gallery = read_gallery(tmp_path, SLUGS)
    assert [shown.file for shown in gallery.of("tui")] == ["tui/1.webp", "tui/3.webp"]
    (fault,) = gallery.faults
    assert fault.startswith("gallery/gallery.csv, tui/2.webp: ") and said in fault


@pytest.mark.parametrize(
    "name",
    ["../species.json", "/etc/hostname", "tui/../../x.webp", "tui\\1.webp", "tui/1.html", ""],
)
def test_a_file_outside_the_gallery_is_not_shown(tmp_path: Path, name: str) -> None:
    folder = write_gallery(tmp_path, [row("tui", 1)])
    write_table(folder, [row("tui", 1), row("tui", 2, file=name)])
    gallery = read_gallery(tmp_path, SLUGS)
    assert list(gallery.by_file) == ["tui/1.webp"]
    assert "must be named as in" in gallery.faults[0]


def test_a_bird_has_six_at_most_and_a_file_comes_once(tmp_path: Path) -> None:
    write_gallery(tmp_path, [*(row("tui", number) for number in range(1, 9)), row("tui", 1)])
    gallery = read_gallery(tmp_path, SLUGS)
    assert [shown.file for shown in gallery.of("tui")] == [f"tui/{n}.webp" for n in range(1, 7)]
    assert len(gallery.faults) == 3


def test_a_file_that_is_gone_and_one_that_nobody_owns_are_told(tmp_path: Path) -> None:
    folder = write_gallery(tmp_path, [row("tui", 1), row("tui", 2)])
    (folder / "tui/1.webp").unlink()
    (folder / "tui/9.webp").write_bytes(drawn())
    gallery = read_gallery(tmp_path, SLUGS)
    assert list(gallery.by_file) == ["tui/2.webp"]
    assert [fault.split(": ")[1].rstrip(".") for fault in gallery.faults] == [
        "there is no such file",
        "gallery.csv has no row for it, so nobody knows who took it",
    ]


@pytest.mark.parametrize(
    "table", [b"", b"file,name\n", b"\xff\xfe\x00", b"\x00", None, b"a\n" + b"x" * 200_000]
)
def test_a_table_that_cannot_be_read_shows_nothing(tmp_path: Path, table: bytes | None) -> None:
    folder = write_gallery(tmp_path, [row("tui", 1)])
    (folder / TABLE).unlink() if table is None else (folder / TABLE).write_bytes(table)
    gallery = read_gallery(tmp_path, SLUGS)
    assert gallery.pictures == ()
    assert gallery.faults[0].startswith("gallery/gallery.csv cannot be read: ")


@pytest.mark.parametrize(("end", "cells"), [(-40, "cells"), (-60, "cells")])
def test_a_row_that_was_cut_off_is_not_shown(tmp_path: Path, end: int, cells: str) -> None:
    folder = write_gallery(tmp_path, [row("tui", 1), row("tui", 2)])
    table = (folder / TABLE).read_bytes()
    (folder / TABLE).write_bytes(table[:end])
    gallery = read_gallery(tmp_path, SLUGS)
    assert list(gallery.by_file) == ["tui/1.webp"]
    assert cells in gallery.faults[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (drawn(50, 40), "50 × 40 pixels"),
        (drawn(kind="PNG"), "must be a WebP file"),
        (drawn()[:40], "damaged"),
        (b"", "damaged"),
        (b"<svg/>", "damaged"),
    ],
)
def test_check_opens_every_picture(tmp_path: Path, data: bytes, said: str) -> None:
    folder = write_gallery(tmp_path, [row("tui", 1)])
    (folder / "tui/1.webp").write_bytes(data)
    (fault,) = faults_of_gallery(tmp_path, SLUGS)
    assert fault.startswith("gallery/tui/1.webp: ") and said in fault


def test_a_gallery_that_is_too_large_is_told(tmp_path: Path) -> None:
    folder = write_gallery(tmp_path, [row("tui", 1)])
    (folder / "notes.txt").write_bytes(bytes(15_000_000))
    (fault,) = read_gallery(tmp_path, SLUGS).faults
    assert fault.startswith("gallery: its files take 15,0") and fault.endswith(
        "the limit is 15,000,000."
    )


def test_a_fault_of_the_gallery_leaves_the_birds_as_they_are(tmp_path: Path) -> None:
    birds = write(tmp_path)
    write_gallery(birds, [row("tui", 1), row("tui", 2, licence="cc-by-nc")])
    assert [shown.file for shown in read_guide(birds).gallery.pictures] == ["tui/1.webp"]
    assert any("cc-by-nc" in fault for fault in faults_of_folder(birds))
