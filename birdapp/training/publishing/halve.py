"""The network with its weights in 16 bits, half as large: what a browser fetches."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WORTH_IT = 256
"""Fewer weights than these stay as they are; biases are few, and all that follows leans on them."""


def halve(source: Path, target: Path) -> None:
    """Write the network in `source` to `target` with its weights in 16 bits.

    They are cast back where the network begins, which a session does once, when it is made: the
    graph computes in 32 bits as before, and as fast.
    """
    model = onnx.load(source)
    casts = []
    for weight in model.graph.initializer:
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < WORTH_IT:
            continue
        name, stored = weight.name, f"{weight.name}.16"
        half = numpy_helper.to_array(weight).astype(np.float16)
        weight.CopyFrom(numpy_helper.from_array(half, stored))
        casts.append(helper.make_node("Cast", [stored], [name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)
    onnx.checker.check_model(model)
    onnx.save(model, target)
