"""A network in ONNX Runtime on one thread, as the app runs it."""

import warnings
from pathlib import Path

import onnxruntime as ort
import torch
from torch import nn


def one_thread(network: nn.Module, file: Path, size: int) -> ort.InferenceSession:
    """A session of a network that takes one picture of this size; it is written to `file` first."""
    with warnings.catch_warnings():
        # The exporter that needs no further package calls itself deprecated.
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
    return ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])
