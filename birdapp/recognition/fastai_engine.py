"""The fastai engine: the exported learner itself."""

import warnings
from pathlib import Path

import numpy as np
import torch
from fastai.learner import load_learner

from birdapp.recognition.engine import Looks, ModelError
from birdapp.recognition.transforms import Input


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
        self.model = learner.model.eval()

    def classes(self, side: int) -> int:
        """How many classes the learner answers with; it declares nothing, so it is asked once."""
        try:
            looks = self.run(np.zeros((1, 3, side, side), np.float32))
        # PyTorch raises whatever a layer does that gets an input of another shape.
        except Exception as error:
            raise ModelError("The network does not take the input of the manifest.") from error
        return looks.logits.shape[1]

    @torch.inference_mode()
    def run(self, batch: Input) -> Looks:
        """Look at inputs (N, 3, H, W)."""
        return Looks(*(output.numpy() for output in self.model.look(torch.from_numpy(batch))))
