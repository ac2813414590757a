"""What is loaded once and answers every request: the guide and the classifier."""

import time

from flask import Flask, abort, current_app

from birdapp.guide.bird_folder import FolderError, Guide, faults_of_folder, read_guide
from birdapp.guide.species import Species
from birdapp.observability.metrics import MODEL
from birdapp.recognition.classifier import Classifier
from birdapp.recognition.engine import ModelError
from birdapp.recognition.loading import load_classifier

NOT_READY = "The recogniser is not ready. Please try again later."

ENGINES = {"fastai": "fastai learner", "onnx": "ONNX export"}


def init_app(app: Flask, at_once: bool) -> None:
    """Load the bird folder, at once or when it is first needed; the log says how that went."""
    if at_once:
        _classifier(app)


def _guide(app: Flask) -> Guide | FolderError:
    """The guide, or what is wrong with the whole folder."""
    if "guide" not in app.extensions:
        app.extensions["guide"] = _read(app)
    return app.extensions["guide"]


def _classifier(app: Flask) -> Classifier | ModelError | FolderError:
    """The classifier, or why there is none."""
    guide = _guide(app)
    if isinstance(guide, FolderError):
        return guide
    if "classifier" not in app.extensions:
        app.extensions["classifier"] = _load(app, guide)
    return app.extensions["classifier"]


def _read(app: Flask) -> Guide | FolderError:
    folder = app.config["MODELS"]
    try:
        guide = read_guide(folder)
    except FolderError:
        faults = faults_of_folder(folder)
        for fault in faults:
            app.logger.error("Not ready: %s", fault)
        return FolderError(faults)
    for fault in guide.gallery.faults:
        app.logger.warning("Not shown, or not in order: %s", fault)
    return guide


def _load(app: Flask, guide: Guide) -> Classifier | ModelError:
    started = time.perf_counter()
    try:
        classifier = load_classifier(
            guide.folder, app.config["ENGINE"], guide.slugs, guide.neighbour_slugs
        )
    except ModelError as error:
        app.logger.error("Not ready: %s", error)
        return error
    MODEL.labels(classifier.engine.name, classifier.model).set(1)
    app.logger.info(
        "Loaded the %s, model %s, in %.2f s.",
        ENGINES[classifier.engine.name],
        classifier.model,
        time.perf_counter() - started,
    )
    return classifier


def get_guide() -> Guide:
    """The app's guide. Raises the FolderError of start-up where the folder is not in order."""
    guide = _guide(current_app)
    if isinstance(guide, FolderError):
        raise guide
    return guide


def get_classifier() -> Classifier:
    """The app's classifier. Raises the FolderError or ModelError of start-up without one."""
    classifier = _classifier(current_app)
    if isinstance(classifier, ModelError | FolderError):
        raise classifier
    return classifier


def is_ready() -> bool:
    """Whether photos can be identified: the bird folder is in order and its network is loaded."""
    return isinstance(_classifier(current_app), Classifier)


def get_card(slug: str) -> Species:
    """The card of a species in an address; 404 for any other text."""
    guide = get_guide()
    if slug not in guide.slugs:
        abort(404, "There is no bird of that name on our list.")
    return guide.get(slug)
