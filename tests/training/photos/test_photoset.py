from pathlib import Path

import pytest

from birdapp.guide.bird_folder import Guide, read_guide
from birdapp.training.photos.check import sound_photos
from birdapp.training.photos.photoset import labelled
from tests.guide.birds import write
from tests.images import encode, gradient

HEAD = "file,label,kind,name,group\n"


@pytest.fixture
def birds(tmp_path: Path) -> Guide:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (tmp_path / name).write_bytes(encode(gradient(60, 50)))
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
    (tmp_path / "photos.csv").write_text(
        f"{HEAD}a.jpg,{row},g\nb.jpg,none,not_birds,x,g\nc.jpg,tui,birds,tui,g\n"
    )
    photo = sound_photos(tmp_path, birds)[0]
    assert photo.sort == sort
    assert photo.file == tmp_path / "a.jpg"


def test_what_nobody_knows_is_not_learnt_from(birds: Guide, tmp_path: Path) -> None:
    rows = "a.jpg,tui,birds,tui,g\nb.jpg,,more_birds,,\nc.jpg,none,not_birds,x,g\n"
    (tmp_path / "photos.csv").write_text(HEAD + rows)
    photos = sound_photos(tmp_path, birds)
    assert [photo.file.name for photo in labelled(photos)] == ["a.jpg", "c.jpg"]
