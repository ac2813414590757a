from pathlib import Path

import pytest

from birdapp.training.photos.photoset import Photo, Sort
from birdapp.training.photos.sampling import drawing_weights
from birdapp.training.recipe import Head


def photo(label: str, sort: Sort) -> Photo:
    return Photo(Path("x.jpg"), label, "birds", label, "g", sort)


def test_none_gets_its_share_and_rare_species_are_drawn_more_often() -> None:
    photos = [
        *[photo("common", "listed")] * 4,
        photo("rare", "listed"),
        *[photo("none", "other_bird")] * 3,
        photo("none", "look_alike"),
        *[photo("none", "not_bird")] * 5,
    ]
    recipe = Head(none_share=0.4, balance=0.5)
    weights = drawing_weights(photos, recipe)
    assert weights.sum() == pytest.approx(1)
    assert weights[5:].sum() == pytest.approx(0.4)
    assert weights[:4].sum() == pytest.approx(2 * weights[4])
    assert weights[8] == pytest.approx(6 * weights[5])


def test_without_photos_of_none_the_species_take_all() -> None:
    weights = drawing_weights([photo("common", "listed")] * 3, Head())
    assert weights.tolist() == pytest.approx([1 / 3] * 3)
