from pathlib import Path

import numpy as np

from birdapp.recognition.loading import IN_BROWSERS
from birdapp.recognition.manifest import read_manifest
from birdapp.recognition.onnx_engine import OnnxEngine
from birdapp.recognition.photos import open_photo
from birdapp.recognition.transforms import to_input
from birdapp.training.publishing.halve import halve
from tests.conftest import GUIDE, PHOTOS


def test_half_as_large_and_nearly_the_same_answer(tmp_path: Path) -> None:
    whole, half = GUIDE.folder / "birds.onnx", tmp_path / "half.onnx"
    halve(whole, half)
    assert half.stat().st_size < 0.55 * whole.stat().st_size
    shipped = read_manifest(GUIDE.folder).checked(IN_BROWSERS)
    engines = [OnnxEngine(path) for path in (whole, half, shipped)]
    preprocessing = read_manifest(GUIDE.folder).preprocessing
    for file in PHOTOS.glob("*.png"):
        photo = to_input(open_photo(file.read_bytes()), preprocessing)
        exact, halved, served = (engine.run(photo) for engine in engines)
        strongest = np.abs(exact.logits).max()
        assert 0 < np.abs(exact.logits - halved.logits).max() < 0.02 * strongest
        assert np.abs(exact.boxes - halved.boxes).max() < 0.002
        assert np.array_equal(halved.logits, served.logits)
