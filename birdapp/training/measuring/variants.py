"""A body as ONNX, in fewer bits where asked, and what it costs: for the comparison of choices."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np
import onnx
import onnxruntime as ort
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from onnxruntime.transformers.float16 import convert_float_to_float16
from torch import nn

from birdapp.recognition.transforms import Input, Preprocessing
from birdapp.training.features import PooledBody


class Calibration(CalibrationDataReader):
    """Hands photos to ONNX Runtime's quantiser, which learns the range of activations from them."""

    def __init__(self, inputs: Iterator[Input]) -> None:
        self.inputs = inputs

    def get_next(self) -> dict[str, Input] | None:
        """The next photo, or None after the last."""
        batch = next(self.inputs, None)
        return None if batch is None else {"image": batch}


def export(body: nn.Module, preprocessing: Preprocessing, file: Path) -> None:
    """Write the pooled body."""
    torch.onnx.export(
        PooledBody(body).eval().to(memory_format=torch.contiguous_format),
        (torch.zeros(1, 3, preprocessing.size, preprocessing.size),),
        file,
        dynamo=False,
        opset_version=17,
        input_names=["image"],
        output_names=["features"],
    )


def reduced(file: Path, variant: str, calibration: Iterator[Input]) -> Path:
    """The network in fewer bits."""
    result = file.with_suffix(f".{variant}.onnx")
    if variant == "fp16":
        onnx.save(convert_float_to_float16(onnx.load(file), keep_io_types=True), result)
        return result
    prepared = file.with_suffix(".prepared.onnx")
    quant_pre_process(file, prepared)
    quantize_static(
        prepared,
        result,
        Calibration(calibration),
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
    )
    return result


def _session(file: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])


def run_all(file: Path, inputs: Iterator[Input]) -> NDArray[np.float32]:
    """What the network answers to each input."""
    session = _session(file)
    return np.concatenate([session.run(None, {"image": batch})[0] for batch in inputs])


def milliseconds(file: Path, size: int, repeats: int = 40) -> float:
    """The median time of one photo on one thread."""
    session = _session(file)
    batch = np.zeros((1, 3, size, size), dtype=np.float32)
    times = []
    for _ in range(repeats + 3):
        started = time.perf_counter()
        session.run(None, {"image": batch})
        times.append(1000 * (time.perf_counter() - started))
    return median(times[3:])
