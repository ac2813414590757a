"""Misfortunes, each tried under load, and what became of the photos: python -m tests.failure.trials

`refused`: turned away in words, or not let in. `broken`: a connection that ended without an answer,
which may only happen to photos in flight. `wrong`: anything else that is not the right answer.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.failure import clock, copies, disks, processes
from tests.failure.crowd import Record

TRIALS: dict[str, Callable[[Path], Record]] = {
    "workers killed": processes.workers_killed,
    "master killed": processes.master_killed,
    "few file descriptors": processes.few_descriptors,
    "disk full": disks.full,
    "disk full, metrics on": disks.full_with_metrics,
    "disk read-only": disks.read_only,
    "clock jumps": clock.jumps,
    "new copy is broken": copies.new_copy_is_broken,
}

HEAD = ("trial", "answered", "refused", "broken", "wrong", "afterwards")


def main() -> None:
    print(row(*HEAD))
    for name, trial in TRIALS.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                print(told(name, trial(Path(folder))), flush=True)
            except pytest.skip.Exception as reason:
                print(f"{name:24} left out: {reason}", flush=True)
            except AssertionError as what:
                print(f"{name:24} failed: {what}", flush=True)


def told(name: str, record: Record) -> str:
    afterwards = "served" if record.served_afterwards else "not served"
    counts = (record.answered, record.refused, record.broken, len(record.wrong))
    return row(name, *counts, afterwards)


def row(name: str, *cells: object) -> str:
    return f"{name:24}" + "".join(f"{cell:>12}" for cell in cells)


if __name__ == "__main__":
    main()
