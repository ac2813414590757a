"""Training that can be stopped at any time and goes on where it was."""

import json
from collections.abc import Sequence
from pathlib import Path

from fastai.callback.core import Callback
from fastai.callback.schedule import fit_one_cycle  # noqa: F401  (patches Learner)
from fastai.learner import Learner


def fit_resumably(
    learner: Learner,
    epochs: int,
    learning_rate: float | slice,
    file: Path | None,
    callbacks: Sequence[Callback] = (),
) -> None:
    """Fit one cycle, from where an earlier run left `file`; without a file simply fit."""
    if file is None:
        learner.fit_one_cycle(epochs, learning_rate, cbs=list(callbacks))
        return
    checkpoint = Checkpoint(file)
    start = checkpoint.resume(learner)
    if start < epochs:
        learner.fit_one_cycle(
            epochs, learning_rate, start_epoch=start, cbs=[checkpoint, *callbacks]
        )


class Checkpoint(Callback):
    """Save model, optimiser and epoch after each epoch, so that a killed run loses one at most."""

    order = 70

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file

    def after_epoch(self) -> None:
        self.learn.save(self.file.absolute().with_suffix(""), with_opt=True)
        self.progress_file.write_text(json.dumps({"epochs_done": self.epoch + 1}))

    @property
    def progress_file(self) -> Path:
        """Where the number of finished epochs is kept."""
        return self.file.with_suffix(".json")

    def resume(self, learner: Learner) -> int:
        """Load what an earlier run left, if anything; returns the epoch to start with."""
        if not self.progress_file.exists():
            return 0
        learner.load(self.file.absolute().with_suffix(""), with_opt=True)
        return int(json.loads(self.progress_file.read_text())["epochs_done"])
