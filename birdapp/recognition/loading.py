"""What answers "which bird?": pick the engine, check the model, load it."""

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from birdapp.recognition.classifier import Classifier
from birdapp.recognition.engine import Engine, ModelError
from birdapp.recognition.manifest import read_manifest


def load_classifier(folder: Path, engine: str, slugs: Iterable[str]) -> Classifier:
    """Load the classifier of a bird folder with the engine `auto`, `fastai` or `onnx`.

    Raises ModelError where the model is missing, tampered with, of other birds than `slugs`, or
    cannot be loaded.
    """
    if engine == "auto":
        engine = "fastai" if find_spec("fastai") else "onnx"
    manifest = read_manifest(folder)
    manifest.check_labels(slugs)
    file = "birds.pkl" if engine == "fastai" else "birds.onnx"
    path = manifest.checked(file)
    try:
        loaded = _engine(engine)(path)
    except ImportError as error:
        raise ModelError(f"The {engine} engine is not installed ({error.name}).") from error
    classifier = Classifier(loaded, manifest, model=manifest.sha256[file][:12])
    classifier.check()
    return classifier


def _engine(name: str) -> Callable[[Path], Engine]:
    if name == "fastai":
        from birdapp.recognition.fastai_engine import FastaiEngine

        return FastaiEngine
    from birdapp.recognition.onnx_engine import OnnxEngine

    return OnnxEngine
