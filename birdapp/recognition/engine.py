"""What an engine is: the part that differs between fastai and ONNX Runtime, and no more."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from birdapp.recognition.transforms import Input

Array = NDArray[np.float32]


class ModelError(RuntimeError):
    """The model cannot be served: missing, tampered with or not what the manifest says."""


class Engine(Protocol):
    """A loaded network. `name` is `fastai` or `onnx`."""

    name: str

    def classes(self, side: int) -> int:
        """How many classes it tells apart on input (N, 3, side, side).

        Raises ModelError where it does not take such input, or gives no logits and maps.
        """
        ...

    def run(self, batch: Input) -> tuple[Array, Array]:
        """Input (N, 3, H, W) → logits (N, C) and their class activation maps (N, C, h, w)."""
        ...
