from pathlib import Path

import pytest

from birdapp.training.photos.photoset import Photo, read_photoset
from birdapp.training.photos.sampling import drawing_weights
from birdapp.training.recipe import Head


def photo(label: str, kind: str, name: str) -> Photo:
    return Photo(Path("x.jpg"), label, kind, name, "g")


def test_none_gets_its_share_and_rare_species_are_drawn_more_often() -> None:
    photos = [
        *[photo("galah", "birds", "galah")] * 4,
        photo("eastern-koel", "birds", "eastern-koel"),
        *[photo("none", "other_birds", "emu")] * 3,
        photo("none", "other_birds", "pied-butcherbird"),
        *[photo("none", "not_birds", "bicycle")] * 5,
    ]
    recipe = Head(none_share=0.4, balance=0.5)
    weights = drawing_weights(photos, recipe)
    assert weights.sum() == pytest.approx(1)
    assert weights[5:].sum() == pytest.approx(0.4)
    assert weights[:4].sum() == pytest.approx(2 * weights[4])
    assert weights[8] == pytest.approx(6 * weights[9])


def test_without_photos_of_none_the_species_take_all() -> None:
    weights = drawing_weights([photo("galah", "birds", "galah")] * 3, Head())
    assert weights.tolist() == pytest.approx([1 / 3] * 3)


def test_a_label_that_is_not_on_the_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "photos.csv").write_text("file,label,kind,name,group\na.jpg,dodo,birds,dodo,1\n")
    with pytest.raises(ValueError, match="dodo"):
        read_photoset(tmp_path)
