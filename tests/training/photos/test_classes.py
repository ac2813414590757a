from pathlib import Path

import numpy as np
import pytest

from birdapp.recognition.manifest import NO_BIRD, NONE, OTHER_BIRD
from birdapp.training.photos.classes import ENOUGH, classes_of, label_of, of_the_list
from birdapp.training.photos.photoset import Photo, Sort
from tests.conftest import GUIDE

FIRST, SECOND = (bird.slug for bird in GUIDE.neighbours[:2])


def photo(label: str, kind: str, neighbour: str = "", sort: Sort = "regional") -> Photo:
    return Photo(Path("x.jpg"), label, kind, neighbour, "group", sort, neighbour)


PHOTOS = [
    photo(GUIDE.slugs[0], "birds"),
    *[photo(NONE, "other_birds", FIRST)] * ENOUGH,
    *[photo(NONE, "other_birds", SECOND)] * (ENOUGH - 1),
    *[photo(NONE, "other_birds")] * 9,
    photo(NONE, "not_birds"),
]


def test_a_neighbour_with_enough_photos_has_a_class_of_its_own() -> None:
    assert classes_of(PHOTOS, GUIDE) == (*GUIDE.slugs, FIRST, OTHER_BIRD, NO_BIRD)


@pytest.mark.parametrize(
    ("shown", "label"),
    [
        (photo(GUIDE.slugs[0], "birds"), GUIDE.slugs[0]),
        (photo(NONE, "other_birds", FIRST), FIRST),
        (photo(NONE, "other_birds", SECOND), OTHER_BIRD),
        (photo(NONE, "other_birds"), OTHER_BIRD),
        (photo(NONE, "not_birds"), NO_BIRD),
    ],
)
def test_each_photo_has_a_class(shown: Photo, label: str) -> None:
    assert label_of(shown, classes_of(PHOTOS, GUIDE)) == label


def test_all_outside_the_list_are_none_of_it_in_sum() -> None:
    probabilities = np.array([[0.5, 0.2, 0.1, 0.15, 0.05]])
    assert of_the_list(probabilities, 2) == pytest.approx(np.array([[0.5, 0.2, 0.3]]))
