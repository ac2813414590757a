"""Blueprint for those who watch the app: is it up, is it ready?"""

from typing import Any

from flask import Blueprint

from birdapp.classifiers import get_classifier

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers. Does not touch the model."""
    return {"status": "up"}


@blueprint.get("/readyz")
def readyz() -> dict[str, Any]:
    """The classifier is loaded; 503 and the reason where it is not."""
    classifier = get_classifier()
    return {"status": "ready", "engine": classifier.engine.name, "model": classifier.model}
