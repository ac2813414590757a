"""A network in ONNX Runtime on one thread, as the app runs it."""

from pathlib import Path

import onnxruntime as ort
from torch import nn

from birdapp.training.onnx_graph import write_onnx


def one_thread(network: nn.Module, file: Path, size: int) -> ort.InferenceSession:
    """A session of a network that takes pictures of this size; it is written to `file` first."""
    write_onnx(network, size, file, ["features"])
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])
