from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest
import torch
from timm.layers import Conv2dSame
from torch import nn

from birdapp.training.onnx_graph import write_onnx

WORKED_OUT = {"Shape", "Ceil", "Cast", "Pad", "Constant", "Identity"}


def network(kernel: int, stride: int, dilation: int, groups: int, bias: bool) -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(
        Conv2dSame(3, 6, 3, 2),
        nn.ReLU6(),
        Conv2dSame(6, 6, kernel, stride, dilation=dilation, groups=groups, bias=bias),
    ).eval()


@pytest.mark.parametrize(
    ("kernel", "stride", "dilation", "groups", "bias"),
    [(3, 2, 1, 6, False), (5, 2, 1, 6, True), (5, 3, 1, 1, True), (3, 1, 2, 2, False)],
)
@pytest.mark.parametrize("side", [32, 33])
def test_paddings_are_worked_out_once_and_the_answer_is_the_same(
    kernel: int, stride: int, dilation: int, groups: int, bias: bool, side: int, tmp_path: Path
) -> None:
    made, file = network(kernel, stride, dilation, groups, bias), tmp_path / "network.onnx"
    write_onnx(made, side, file, ["features"])
    images = torch.rand(3, 3, side, side, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        expected = made(images).numpy()
    session = ort.InferenceSession(file, providers=["CPUExecutionProvider"])
    (features,) = session.run(["features"], {"image": images.numpy()})
    assert np.abs(features - expected).max() < 1e-5
    graph = onnx.load(file)
    assert not WORKED_OUT & {node.op_type for node in graph.graph.node}
    assert [(entry.domain, entry.version) for entry in graph.opset_import] == [("", 17)]


def test_the_network_that_is_written_stays_as_it_is(tmp_path: Path) -> None:
    made = network(3, 2, 1, 1, True).train()
    write_onnx(made, 32, tmp_path / "network.onnx", ["features"])
    assert made.training
    assert [type(module) for module in made] == [Conv2dSame, nn.ReLU6, Conv2dSame]
