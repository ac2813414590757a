"""What answers "which bird?": pick the engine, check the model, load it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from birdapp.recognition.classifier import Classifier
from birdapp.recognition.engine import Engine, ModelError
from birdapp.recognition.manifest import Manifest, read_manifest

FILES = {"fastai": "birds.pkl", "onnx": "birds.onnx"}

IN_BROWSERS = "birds.fp16.onnx"
"""birds.onnx with its weights in 16 bits, which the engine in the browser fetches. A folder may do
without."""


def load_classifier(
    folder: Path, engine: str, slugs: Iterable[str], neighbours: Iterable[str]
) -> Classifier:
    """Load the classifier of a bird folder with the engine `auto`, `fastai` or `onnx`.

    Raises ModelError where the model is missing, tampered with, of other birds than `slugs` and
    their `neighbours`, or cannot be loaded.
    """
    if engine == "auto":
        engine = "fastai" if find_spec("fastai") else "onnx"
    manifest = read_manifest(folder)
    manifest.check_labels(slugs, neighbours)
    return _load(manifest, engine)


def faults_of_model(folder: Path, slugs: Iterable[str], neighbours: Iterable[str]) -> Iterator[str]:
    """What is wrong with the model of a bird folder, in a sentence each.

    The learner's pickle is looked for where there is fastai to open it.
    """
    try:
        manifest = read_manifest(folder)
    except ModelError as error:
        yield str(error)
        return
    check_labels = partial(manifest.check_labels, slugs, neighbours)
    checks: list[Callable[[], object]] = [check_labels] if slugs else []
    checks.append(partial(_load, manifest, "onnx"))
    if find_spec("fastai"):
        checks.append(partial(manifest.checked, FILES["fastai"]))
    if IN_BROWSERS in manifest.sha256:
        checks.append(partial(manifest.checked, IN_BROWSERS))
    for check in checks:
        try:
            check()
        except ModelError as error:
            yield str(error)


def _load(manifest: Manifest, engine: str) -> Classifier:
    file = FILES[engine]
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
