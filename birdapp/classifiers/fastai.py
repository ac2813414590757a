"""The fastai engine: the exported learner itself."""

import warnings
from pathlib import Path

import torch
from fastai.learner import load_learner

from birdapp.classifiers.base import Array, ModelError
from birdapp.transforms import Input


class FastaiEngine:
    """The learner, on one CPU thread (some hosts forbid more, and more are seldom faster)."""

    name = "fastai"

    def __init__(self, path: Path) -> None:
        torch.set_num_threads(1)
        try:
            with warnings.catch_warnings():
                # fastai warns that a pickle can run code; the manifest's sha256 has been checked.
                warnings.filterwarnings("ignore", "load_learner", UserWarning)
                learner = load_learner(path, cpu=True)
        # Unpickling raises whatever the pickled classes raise.
        except Exception as error:
            raise ModelError(f"fastai cannot load {path.name}.") from error
        self.body, self.head = learner.model.eval()

    @torch.inference_mode()
    def run(self, batch: Input) -> tuple[Array, Array]:
        """Input (N, 3, H, W) → logits (N, C), maps (N, C, h, w)."""
        maps = self.head.maps(self.body(torch.from_numpy(batch)))
        return maps.mean((2, 3)).numpy(), maps.numpy()
