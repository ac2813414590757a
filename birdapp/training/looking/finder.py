"""Step 2 of training: the finder learns to tell cells with a bird from cells without."""

from operator import attrgetter
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor

from birdapp.training.looking.features import FirstLook, network_output
from birdapp.training.network import Body, Finder
from birdapp.training.photos.photoset import Photo
from birdapp.training.photos.scenes import LEARNT, SceneView
from birdapp.training.photos.views import ServingView
from birdapp.training.recipe import Recipe

SCENES = ("as-sent", "half", "third")
"""Near and far: it has to find small birds too."""


def find_birds(photos: list[Photo], body: Body, recipe: Recipe, run: Path) -> Finder:
    """A finder learnt on labelled photos, or the one that `run` keeps.

    Which species a photo shows plays no part, only whether it shows a bird: so a photo's square
    does not depend on its label in any fold. As in the head, what is learnt on means over the grid
    holds for its cells. Birds and other things weigh the same.
    """
    finder = Finder(recipe.looks.smallest)
    file = run / "finder.pth"
    if not file.exists():
        torch.save(_learn(_sample(photos, recipe.looks.finder_photos), body, recipe), file)
    finder.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    return finder


def _sample(photos: list[Photo], most: int) -> list[Photo]:
    """At most so many photos with a bird, and as many without."""
    order = np.random.default_rng(0).permutation(len(photos))
    with_bird = [photos[i] for i in order if photos[i].is_bird]
    without = [photos[i] for i in order if not photos[i].is_bird]
    return with_bird[:most] + without[:most]


def _learn(photos: list[Photo], body: Body, recipe: Recipe) -> dict[str, Tensor]:
    birds = np.array([photo.is_bird for photo in photos])
    if birds.all():
        return _centre()
    look, serving = FirstLook(body), ServingView(recipe.preprocessing)
    rows = np.concatenate(
        [
            network_output(
                look, photos, [attrgetter("file"), SceneView(name, LEARNT[name]), serving]
            )
            for name in SCENES
        ]
    )
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    solver = LogisticRegression(C=0.01, class_weight="balanced", max_iter=300)
    solver.fit((rows - mean) / spread, np.tile(birds, len(SCENES)))
    weight = (solver.coef_[0] / spread).astype(np.float32)
    bias = np.float32(solver.intercept_[0] - weight @ mean)
    return {
        "convolution.weight": torch.from_numpy(weight)[None, :, None, None],
        "convolution.bias": torch.tensor([bias]),
    }


def _centre() -> dict[str, Tensor]:
    """For photos that all show a bird there is nothing to learn: every cell counts alike."""
    return {name: torch.zeros_like(value) for name, value in Finder(1.0).state_dict().items()}
