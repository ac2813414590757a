"""Which photos an epoch draws: so that `none` does not drown the species, nor one the others."""

from collections import Counter

import numpy as np
from fastai.data.core import TfmdDL
from numpy.typing import NDArray

from birdapp.training.photos.photoset import Photo
from birdapp.training.recipe import Head


def drawing_weights(photos: list[Photo], recipe: Head) -> NDArray[np.float64]:
    """What each photo weighs, or its chance of being the next one drawn; the sum is 1."""
    counts = Counter(photo.label for photo in photos)
    weights = np.array(
        [
            counts[photo.label] ** (recipe.balance - 1)
            if photo.sort == "listed"
            else recipe.none_weights[photo.sort]
            for photo in photos
        ]
    )
    listed = np.array([photo.sort == "listed" for photo in photos])
    for chosen, share in ((listed, 1 - recipe.none_share), (~listed, recipe.none_share)):
        if chosen.any():
            weights[chosen] *= share / weights[chosen].sum()
    return weights / weights.sum()


class DrawingLoader(TfmdDL):
    """A loader whose epoch is `n` draws with replacement, by weight."""

    def __init__(
        self, dataset: object = None, weights: NDArray[np.float64] | None = None, **kwargs: object
    ) -> None:
        self.weights = weights
        super().__init__(dataset, **kwargs)

    def get_idxs(self) -> list[int]:
        """The photos of one epoch."""
        if self.weights is None:
            return super().get_idxs()
        drawn = np.random.choice(np.arange(len(self.weights)), size=self.n, p=self.weights)
        return [int(index) for index in drawn]
