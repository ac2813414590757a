"""A bird specialist to learn from: a quantised MobileNetV2 in a TFLite file, rebuilt in PyTorch.

The file's weights are dequantised; activations stay in float, clipped to the range that the file
says they have. TensorFlow's schema.fbs describes the format; the `tflite` package parses it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tflite
import torch
import torch.nn.functional as F
from torch import Tensor

NAMES = {code: name for name, code in vars(tflite.BuiltinOperator).items() if isinstance(code, int)}
OPTIONS = {
    "CONV_2D": tflite.Conv2DOptions,
    "DEPTHWISE_CONV_2D": tflite.DepthwiseConv2DOptions,
}
KNOWN = {*OPTIONS, "ADD", "AVERAGE_POOL_2D", "FULLY_CONNECTED", "SOFTMAX"}
TYPES = {tflite.TensorType.UINT8: np.uint8, tflite.TensorType.INT32: np.int32}


@dataclass(frozen=True)
class Step:
    """One operator: the numbers of the tensors it reads and writes, and its constants."""

    operator: str
    inputs: list[int]
    output: int
    range: tuple[float, float]
    constants: list[Tensor]
    stride: int


class Teacher:
    """A TFLite classifier made of convolutions, additions, one pooling and one dense layer.

    Raises ValueError, when made, for an operator that such a network does not have.
    """

    def __init__(self, file: Path) -> None:
        model = tflite.Model.GetRootAsModel(file.read_bytes(), 0)
        graph = model.Subgraphs(0)
        self.input = int(graph.Inputs(0))
        operators = [graph.Operators(i) for i in range(graph.OperatorsLength())]
        self.steps = [_read_step(model, graph, operator) for operator in operators]

    @torch.no_grad()
    def __call__(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Images (N, 3, H, W) on the scale −1…1 → pooled features (N, F), logits (N, C)."""
        values = {self.input: images}
        pooled = logits = images
        for step in self.steps:
            first = values[step.inputs[0]]
            match step.operator:
                case "CONV_2D" | "DEPTHWISE_CONV_2D":
                    out = _convolve(first, step)
                case "ADD":
                    out = first + values[step.inputs[1]]
                case "AVERAGE_POOL_2D":
                    out = pooled = first.mean((2, 3))
                case "FULLY_CONNECTED":
                    out = logits = F.linear(first, *step.constants)
                case _:
                    break
            values[step.output] = out.clamp(*step.range)
        return pooled, logits


def _convolve(images: Tensor, step: Step) -> Tensor:
    weight, bias = step.constants
    groups = images.shape[1] // weight.shape[1]
    padded = _pad_same(images, weight.shape[-1], step.stride)
    return F.conv2d(padded, weight, bias, step.stride, groups=groups)


def _pad_same(images: Tensor, kernel: int, stride: int) -> Tensor:
    """Pad as TensorFlow's SAME does: the odd row and column go to the bottom and the right."""
    pads = []
    for side in (images.shape[-1], images.shape[-2]):
        total = max((-(-side // stride) - 1) * stride + kernel - side, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(images, pads)


def _read_step(model: Any, graph: Any, operator: Any) -> Step:
    code = model.OperatorCodes(operator.OpcodeIndex())
    name = NAMES[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
    if name not in KNOWN:
        raise ValueError(f"The teacher's file has an operator that is not understood: {name}")
    operands = [int(operator.Inputs(i)) for i in range(operator.InputsLength())]
    constants = {i: _constant(model, graph.Tensors(i)) for i in operands}
    output = int(operator.Outputs(0))
    return Step(
        operator=name,
        inputs=[i for i in operands if constants[i] is None],
        output=output,
        range=_range(graph.Tensors(output)),
        constants=[_arrange(name, c) for c in constants.values() if c is not None],
        stride=_stride(name, operator),
    )


def _stride(name: str, operator: Any) -> int:
    if name not in OPTIONS:
        return 1
    options = OPTIONS[name]()
    table = operator.BuiltinOptions()
    options.Init(table.Bytes, table.Pos)
    return int(options.StrideW())


def _constant(model: Any, tensor: Any) -> Tensor | None:
    data = model.Buffers(tensor.Buffer()).DataAsNumpy()
    if not isinstance(data, np.ndarray):
        return None
    quantization = tensor.Quantization()
    values = data.view(TYPES[tensor.Type()]).reshape(tensor.ShapeAsNumpy())
    zero = quantization.ZeroPoint(0) if quantization.ZeroPointLength() else 0
    return torch.from_numpy((values.astype(np.float64) - zero) * quantization.Scale(0)).float()


def _arrange(name: str, constant: Tensor) -> Tensor:
    """From TensorFlow's order of a convolution's axes to PyTorch's (out, in / groups, h, w)."""
    if constant.ndim < 4:
        return constant
    order = (0, 3, 1, 2) if name == "CONV_2D" else (3, 0, 1, 2)
    return constant.permute(order).contiguous(memory_format=torch.channels_last)


def _range(tensor: Any) -> tuple[float, float]:
    quantization = tensor.Quantization()
    scale, zero = quantization.Scale(0), quantization.ZeroPoint(0)
    return (0 - zero) * scale, (255 - zero) * scale
