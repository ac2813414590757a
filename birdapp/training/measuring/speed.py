"""What a look costs in ONNX Runtime on one thread."""

import time
from pathlib import Path
from statistics import median

import numpy as np
from torch import nn

from birdapp.training.looking.onnx_session import one_thread


def milliseconds(network: nn.Module, file: Path, size: int, repeats: int = 40) -> float:
    """The median time of one photo; the network is written to `file` first."""
    session = one_thread(network, file, size)
    batch = np.zeros((1, 3, size, size), dtype=np.float32)
    times = []
    for _ in range(repeats + 3):
        started = time.perf_counter()
        session.run(None, {"image": batch})
        times.append(1000 * (time.perf_counter() - started))
    return median(times[3:])
