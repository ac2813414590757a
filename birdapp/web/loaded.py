"""What is loaded once, at start-up, and answers every request."""

import time

from flask import Flask, current_app

from birdapp.observability.metrics import MODEL
from birdapp.recognition.classifier import Classifier
from birdapp.recognition.engine import ModelError
from birdapp.recognition.loading import load_classifier


def init_app(app: Flask) -> None:
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
