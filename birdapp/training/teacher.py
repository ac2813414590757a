"""A bird specialist to learn from: a quantised MobileNetV2 in a TFLite file, rebuilt in PyTorch.

The file's weights are dequantised; activations stay in float, clipped to the range that the file
says they have. The file format is described in TensorFlow's schema.fbs; the `tflite` package parses it.
"""

from pathlib import Path

import numpy as np
import tflite
import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Teacher(nn.Module):
    """The network of a TFLite classifier made of convolutions, additions and one dense layer.

    Raises ValueError, when made, for an operator that such a network does not have.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        model = tflite.Model.GetRootAsModel(file.read_bytes(), 0)
        graph = model.Subgraphs(0)
        self.input = int(graph.Inputs(0))
        self.steps = [
            _read_step(model, graph, graph.Operators(i)) for i in range(graph.OperatorsLength())
        ]
        for number, step in enumerate(self.steps):
            for name, weights in step["weights"].items():
                self.register_buffer(f"{name}{number}", weights)

    @torch.no_grad()
    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Images (N, 3, 224, 224) on the scale −1…1 → pooled features (N, F), logits (N, C)."""
        values = {self.input: images}
        pooled = logits = images
        for number, step in enumerate(self.steps):
            operands = [values[i] for i in step["inputs"]]
            weight = getattr(self, f"weight{number}", None)
            bias = getattr(self, f"bias{number}", None)
            match step["operator"]:
                case "CONV_2D" | "DEPTHWISE_CONV_2D":
                    padded = _pad_same(operands[0], weight.shape[-1], step["stride"])
                    out = F.conv2d(padded, weight, bias, step["stride"], groups=step["groups"])
                case "ADD":
                    out = operands[0] + operands[1]
                case "AVERAGE_POOL_2D":
                    out = pooled = operands[0].mean((2, 3))
                case "FULLY_CONNECTED":
                    out = logits = F.linear(operands[0].flatten(1), weight, bias)
                case _:
                    break
            values[step["output"]] = out.clamp(*step["range"])
        return pooled, logits


_CODES = {
    code: name for name, code in vars(tflite.BuiltinOperator).items() if isinstance(code, int)
}
_OPTIONS = {
    "CONV_2D": tflite.Conv2DOptions,
    "DEPTHWISE_CONV_2D": tflite.DepthwiseConv2DOptions,
}
_KNOWN = {*_OPTIONS, "ADD", "AVERAGE_POOL_2D", "FULLY_CONNECTED", "SOFTMAX"}


def _read_step(model, graph, operator) -> dict:
    code = model.OperatorCodes(operator.OpcodeIndex())
    name = _CODES[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
    if name not in _KNOWN:
        raise ValueError(f"The teacher's file has an operator that is not understood: {name}")
    operands = [int(operator.Inputs(i)) for i in range(operator.InputsLength())]
    constants = [_constant(model, graph.Tensors(i)) for i in operands]
    step = {
        "operator": name,
        "inputs": [i for i, c in zip(operands, constants, strict=True) if c is None],
        "output": int(operator.Outputs(0)),
        "range": _range(graph.Tensors(operator.Outputs(0))),
        "stride": 1,
        "groups": 1,
        "weights": {},
    }
    if name in _OPTIONS:
        options = _OPTIONS[name]()
        table = operator.BuiltinOptions()
        options.Init(table.Bytes, table.Pos)
        step["stride"] = options.StrideW()
    found = [c for c in constants if c is not None]
    if found:
        weight, bias = found
        if name == "CONV_2D":
            weight = weight.permute(0, 3, 1, 2)
        if name == "DEPTHWISE_CONV_2D":
            weight = weight.permute(3, 0, 1, 2)
            step["groups"] = weight.shape[0]
        step["weights"] = {"weight": weight.contiguous(), "bias": bias}
    return step


_TYPES = {
    tflite.TensorType.UINT8: np.uint8,
    tflite.TensorType.INT32: np.int32,
}


def _constant(model, tensor) -> Tensor | None:
    data = model.Buffers(tensor.Buffer()).DataAsNumpy()
    if not isinstance(data, np.ndarray):
        return None
    quantization = tensor.Quantization()
    values = data.view(_TYPES[tensor.Type()]).reshape(tensor.ShapeAsNumpy())
    zero = quantization.ZeroPoint(0) if quantization.ZeroPointLength() else 0
    return torch.from_numpy((values.astype(np.float64) - zero) * quantization.Scale(0)).float()


def _range(tensor) -> tuple[float, float]:
    quantization = tensor.Quantization()
    scale, zero = quantization.Scale(0), quantization.ZeroPoint(0)
    return (0 - zero) * scale, (255 - zero) * scale


def _pad_same(images: Tensor, kernel: int, stride: int) -> Tensor:
    """Pad as TensorFlow's SAME does: the odd row and column go to the bottom and the right."""
    pads = []
    for side in (images.shape[-1], images.shape[-2]):
        total = max((-(-side // stride) - 1) * stride + kernel - side, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(images, pads)
