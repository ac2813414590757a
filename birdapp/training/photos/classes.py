"""What the network tells apart: the list, the neighbours with enough photos, and the rest."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from birdapp.guide.bird_folder import Guide
from birdapp.recognition.manifest import NO_BIRD, NONE, OTHER_BIRD
from birdapp.training.photos.photoset import Photo

ENOUGH = 4
"""A bird outside the list with so many photos has a class of its own."""


def classes_of(photos: list[Photo], guide: Guide) -> tuple[str, ...]:
    """The labels of a network for these labelled photos; the list comes first, in its order."""
    counts = Counter(photo.neighbour for photo in photos)
    named = [slug for slug in guide.neighbour_slugs if counts[slug] >= ENOUGH]
    return (*guide.slugs, *named, OTHER_BIRD, NO_BIRD)


def label_of(photo: Photo, classes: Sequence[str]) -> str:
    """The class of what a labelled photo shows."""
    if photo.label != NONE:
        return photo.label
    if not photo.is_bird:
        return NO_BIRD
    return photo.neighbour if photo.neighbour in classes else OTHER_BIRD


def of_the_list(values: NDArray[np.floating], species: int) -> NDArray[np.float64]:
    """Probabilities (N, C) of all classes → (N, species + 1): the list, and none of it in sum."""
    none = values[:, species:].sum(axis=1, keepdims=True)
    return np.concatenate([values[:, :species], none], axis=1)
