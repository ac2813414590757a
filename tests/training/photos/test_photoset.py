from pathlib import Path

import click
import pytest

from birdapp.guide.bird_folder import Guide, read_guide
from birdapp.training.photos.photoset import labelled, read_photoset
from tests.guide.birds import write

HEAD = "file,label,kind,name,group\n"


@pytest.fixture
def birds(tmp_path: Path) -> Guide:
    return read_guide(write(tmp_path / "birds"))


@pytest.mark.parametrize(
    ("row", "sort"),
    [
        ("tui,birds,tui", "listed"),
        # a neighbour that a card takes for a look-alike, under its own or another name
        ("none,other_birds,blackbird", "look_alike"),
        ("none,other_birds,amsel", "look_alike"),
        # any other neighbour, or a name that is the region's
        ("none,other_birds,gull", "regional"),
        ("none,other_birds,kea", "regional"),
        ("none,other_birds,ostrich", "other_bird"),
        ("none,not_birds,bicycle", "not_bird"),
    ],
)
def test_what_a_photo_is_for_the_list(birds: Guide, tmp_path: Path, row: str, sort: str) -> None:
    (tmp_path / "photos.csv").write_text(f"{HEAD}a.jpg,{row},g\n")
    (photo,) = read_photoset(tmp_path, birds)
    assert photo.sort == sort
    assert photo.file == tmp_path / "a.jpg"


def test_what_nobody_knows_is_not_learnt_from(birds: Guide, tmp_path: Path) -> None:
    rows = "a.jpg,tui,birds,tui,g\nb.jpg,,more_birds,,g\n"
    (tmp_path / "photos.csv").write_text(HEAD + rows)
    photos = read_photoset(tmp_path, birds)
    assert [photo.file.name for photo in labelled(photos)] == ["a.jpg"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEAD}a.jpg,dodo,birds,dodo,1\n", "not on the species list: dodo"),
        ("file,label\na.jpg,tui\n", "lacks the column kind, name, group"),
        (None, "photos.csv cannot be read"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    birds: Guide, tmp_path: Path, text: str | None, words: str
) -> None:
    if text is not None:
        (tmp_path / "photos.csv").write_text(text)
    with pytest.raises(click.ClickException, match=words):
        read_photoset(tmp_path, birds)


def test_a_file_that_excel_has_saved_is_read(birds: Guide, tmp_path: Path) -> None:
    (tmp_path / "photos.csv").write_text(f"{HEAD}a.jpg,tui,birds,tui,g\n", encoding="utf-8-sig")
    assert len(read_photoset(tmp_path, birds)) == 1
