"""Blueprint for those who watch the app: is it up, is it ready, what is it doing?"""

import hmac
import os
from typing import Any

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from birdapp.observability import metrics as measured
from birdapp.web.loaded import get_classifier

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers. Does not touch the model; 503 where only a new process can help."""
    if current_app.extensions["gate"].stuck:
        abort(503, "This process is stuck on photos that never finish. It has to be restarted.")
    return {"status": "up"}


@blueprint.get("/readyz")
def readyz() -> dict[str, Any]:
    """The classifier is loaded; 503 and the reason where it is not."""
    classifier = get_classifier()
    return {"status": "ready", "engine": classifier.engine.name, "model": classifier.model}


@blueprint.get("/metrics")
def metrics() -> Response:
    """What Prometheus collects, of all gunicorn workers; 404 where no token switches it on."""
    token = current_app.config["METRICS_TOKEN"]
    if token is None:
        abort(404)
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        abort(401, "The metrics can be read only with their token.")
    several = "PROMETHEUS_MULTIPROC_DIR" in os.environ
    return Response(generate_latest(measured.registry(several)), content_type=CONTENT_TYPE_LATEST)
