"""What answers "which bird?": pick the engine, check the model, load it once."""

import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, current_app

from birdapp.classifiers.base import Engine, ModelError
from birdapp.classifiers.classifier import Classifier
from birdapp.classifiers.manifest import read_manifest
from birdapp.observability.metrics import MODEL

__all__ = ["Classifier", "ModelError", "get_classifier", "load_classifier", "load_into"]


def load_classifier(models: Path, engine: str) -> Classifier:
    """Load the classifier of the folder `models` with the engine `auto`, `fastai` or `onnx`.

    Raises ModelError where the model is missing, tampered with or cannot be loaded.
    """
    if engine == "auto":
        engine = "fastai" if find_spec("fastai") else "onnx"
    manifest = read_manifest(models)
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
        from birdapp.classifiers.fastai import FastaiEngine

        return FastaiEngine
    from birdapp.classifiers.onnx import OnnxEngine

    return OnnxEngine


def load_into(app: Flask) -> None:
    """Load the classifier once, at start-up; where it cannot be served, the log says why."""
    started = time.perf_counter()
    try:
        classifier = load_classifier(app.config["MODELS"], app.config["ENGINE"])
    except ModelError as error:
        app.logger.error("Not ready: %s", error)
        app.extensions["classifier"] = error
        return
    app.extensions["classifier"] = classifier
    MODEL.labels(classifier.engine.name, classifier.model).set(1)
    app.logger.info(
        "Loaded the %s, model %s, in %.2f s.",
        {"fastai": "fastai learner", "onnx": "ONNX export"}[classifier.engine.name],
        classifier.model,
        time.perf_counter() - started,
    )


def get_classifier() -> Classifier:
    """The app's classifier. Raises the ModelError of start-up where there is none."""
    classifier = current_app.extensions["classifier"]
    if isinstance(classifier, ModelError):
        raise classifier
    return classifier
