"""The ONNX Runtime engine: the learner's export, without PyTorch."""

import os
from pathlib import Path

from birdapp.recognition.engine import Looks, ModelError
from birdapp.recognition.transforms import Input

# ONNX Runtime sends usage data to its maker unless this is set before it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

import onnxruntime as ort


class OnnxEngine:
    """One session with one thread: scale by worker, and let no thread spin while it waits.

    The file must hold its weights, as `flask birds export` writes it: no sum covers other files.
    Make it after a fork, never before (onnxruntime issue 9800).
    """

    name = "onnx"

    def __init__(self, path: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self.session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        # ONNX Runtime's exceptions share no public base class.
        except Exception as error:
            raise ModelError(f"ONNX Runtime cannot load {path.name}.") from error

    def classes(self, side: int) -> int:
        """How many classes the network declares, without a run of it: that costs a start 10 ms."""
        declared = {
            value.name: value.shape[1:]
            for value in (*self.session.get_inputs(), *self.session.get_outputs())
            if value.type == "tensor(float)"
        }
        logits, maps = declared.get("logits"), declared.get("maps")
        if declared.get("image") != [3, side, side]:
            raise ModelError("The network does not take the input of the manifest.")
        if not logits or not maps or maps[0] != logits[0] or len(maps) != 3:
            raise ModelError("The network does not give logits and maps.")
        if declared.get("boxes") != [4]:
            raise ModelError("The network does not say where it looked.")
        return logits[0]

    def run(self, batch: Input) -> Looks:
        """Look at inputs (N, 3, H, W)."""
        return Looks(*self.session.run(Looks._fields, {"image": batch}))
