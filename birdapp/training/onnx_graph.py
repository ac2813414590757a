"""A network as an ONNX file that starts fast: what depends on fixed sizes alone is done once."""

import copy
import warnings
from collections.abc import Sequence
from pathlib import Path

import onnx
import onnxruntime as ort
import torch
from timm.layers import Conv2dSame
from timm.layers.padding import pad_same_arg
from torch import Tensor, nn

OPSET = 17


def write_onnx(network: nn.Module, side: int, file: Path, outputs: Sequence[str]) -> None:
    """Write `network`, which takes `image` (N, 3, side, side), with these names for what it gives.

    The file holds standard operators only. Half of what the exporter writes works out paddings and
    shapes; left in, ONNX Runtime takes twice as long to make a session.
    """
    image = torch.zeros(1, 3, side, side)
    with warnings.catch_warnings():
        # The exporter that needs no further package calls itself deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        # What the exporter cannot fold is folded below.
        warnings.filterwarnings("ignore", "Constant folding", UserWarning)
        torch.onnx.export(
            _with_fixed_padding(network, image),
            (image,),
            file,
            dynamo=False,
            opset_version=OPSET,
            input_names=["image"],
            output_names=list(outputs),
            dynamic_axes={name: {0: "batch"} for name in ("image", *outputs)},
        )
    _simplify(file)


def _with_fixed_padding(network: nn.Module, image: Tensor) -> nn.Module:
    """A copy whose "same" convolutions pad by what `image` asks for, without working it out."""
    fixed = copy.deepcopy(network).eval().to(memory_format=torch.contiguous_format)
    sizes: dict[nn.Module, torch.Size] = {}

    def note_size(convolution: nn.Module, arguments: tuple[Tensor, ...]) -> None:
        sizes[convolution] = arguments[0].shape[-2:]

    for module in fixed.modules():
        if isinstance(module, Conv2dSame):
            module.register_forward_pre_hook(note_size)
    with torch.no_grad():
        fixed(image)
    for parent in list(fixed.modules()):
        for name, child in parent.named_children():
            if isinstance(child, Conv2dSame):
                setattr(parent, name, _padded(child, sizes[child]))
    return fixed


def _padded(convolution: Conv2dSame, size: torch.Size) -> nn.Sequential:
    kernel, stride, dilation = (
        _pair(each) for each in (convolution.kernel_size, convolution.stride, convolution.dilation)
    )
    left, right, top, bottom = pad_same_arg(list(size), list(kernel), list(stride), list(dilation))
    plain = nn.Conv2d(
        convolution.in_channels,
        convolution.out_channels,
        kernel,
        stride,
        dilation=dilation,
        groups=convolution.groups,
        bias=convolution.bias is not None,
    )
    plain.load_state_dict(convolution.state_dict())
    return nn.Sequential(nn.ZeroPad2d((left, right, top, bottom)), plain)


def _pair(numbers: tuple[int, ...]) -> tuple[int, int]:
    down, across = numbers
    return down, across


def _simplify(file: Path) -> None:
    """By ONNX Runtime's basic level, which any other runtime can read, too."""
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(file)
    ort.InferenceSession(file.read_bytes(), options, providers=["CPUExecutionProvider"])
    simplified = onnx.load(file)
    # ONNX Runtime declares all that it knows, which an older one refuses to read.
    used = {node.domain for node in simplified.graph.node}
    declared = [entry for entry in simplified.opset_import if entry.domain in used]
    del simplified.opset_import[:]
    simplified.opset_import.extend(declared)
    onnx.save(simplified, file)
