"""What a look costs in ONNX Runtime on one thread."""

import time
import warnings
from pathlib import Path
from statistics import median

import numpy as np
import onnxruntime as ort
import torch
from torch import nn


def milliseconds(network: nn.Module, file: Path, size: int, repeats: int = 40) -> float:
    """The median time of one photo; the network is written to `file` first."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            network.eval().to(memory_format=torch.contiguous_format),
            (torch.zeros(1, 3, size, size),),
            file,
            dynamo=False,
            opset_version=17,
            input_names=["image"],
            output_names=["features"],
        )
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    batch = np.zeros((1, 3, size, size), dtype=np.float32)
    times = []
    for _ in range(repeats + 3):
        started = time.perf_counter()
        session.run(None, {"image": batch})
        times.append(1000 * (time.perf_counter() - started))
    return median(times[3:])
