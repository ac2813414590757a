"""What an engine is: the part that differs between fastai and ONNX Runtime, and no more."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from birdapp.recognition.transforms import Input

Array = NDArray[np.float32]


class ModelError(RuntimeError):
    """The model cannot be served: missing, tampered with or not what the manifest says."""


class Looks(NamedTuple):
    """What the network answers to N inputs.

    `logits` (N, C) come from the look at the whole and the closer one; `maps` (N, C, h, w) are the
    class activation maps of the closer one, and `boxes` (N, 4) say which part of the input that
    was: left, top, right and bottom as shares of its side.
    """

    logits: Array
    maps: Array
    boxes: Array


class Engine(Protocol):
    """A loaded network. `name` is `fastai` or `onnx`."""

    name: str

    def classes(self, side: int) -> int:
        """How many classes it tells apart on input (N, 3, side, side).

        Raises ModelError where it does not take such input, or gives something else than Looks.
        """
        ...

    def run(self, batch: Input) -> Looks:
        """Look at inputs (N, 3, H, W)."""
        ...
