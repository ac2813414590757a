"""One handler for every error: plain words, the right status, HTML or JSON as asked."""

import json
import time
from http import HTTPStatus

from flask import Flask, Response, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    ClientDisconnected,
    HTTPException,
    MethodNotAllowed,
    RequestEntityTooLarge,
    TooManyRequests,
)

from birdapp.guide.bird_folder import FolderError
from birdapp.observability.metrics import REJECTED
from birdapp.recognition.engine import ModelError
from birdapp.recognition.photos import PhotoError, Reason
from birdapp.server.gate import TurnedAway
from birdapp.server.problem import RETRY_AFTER, problem
from birdapp.server.rate_limit import seconds_to_wait
from birdapp.server.uploads import MeteredBody
from birdapp.server.visitors import PROBES
from birdapp.web.loaded import NOT_READY

STATUS: dict[Reason, HTTPStatus] = {
    "missing": HTTPStatus.BAD_REQUEST,
    "empty": HTTPStatus.BAD_REQUEST,
    "not_a_photo": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "damaged": HTTPStatus.UNPROCESSABLE_ENTITY,
}

SENTENCES = {
    HTTPStatus.NOT_FOUND: "There is no page at this address. Please check it for typing mistakes.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address cannot be used in this way.",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "This file has no such part.",
}
"""For what Flask refuses; its own words are for people who build sites."""

NOT_UNDERSTOOD = "We could not understand what was sent. Please go back and try again."
OUR_FAULT = "Something went wrong on our side. Please try again."

DRAINED = 100_000_000
DRAINING = 10
"""So many bytes of a refused upload are read and thrown away, in so many seconds; see _drain."""


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(PhotoError, _photo_error)
    app.register_error_handler(ModelError, _not_ready)
    app.register_error_handler(FolderError, _not_ready)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(RequestEntityTooLarge, _upload_too_large)
    app.register_error_handler(TurnedAway, _turned_away)
    app.register_error_handler(TooManyRequests, _too_many)
    app.register_error_handler(ClientDisconnected, _too_slow)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected_error)


def _photo_error(error: PhotoError) -> Response:
    REJECTED.labels(error.reason).inc()
    return _answer(STATUS[error.reason], str(error))


def _not_ready(error: ModelError | FolderError) -> Response:
    if request.path == "/readyz":
        return _answer(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    sentence = NOT_READY
    if isinstance(error, FolderError):
        sentence = "This site is not ready. Its log says what is wrong in its bird folder."
    return _answer(HTTPStatus.SERVICE_UNAVAILABLE, sentence)


def _csrf_error(_: CSRFError) -> Response:
    REJECTED.labels("form_token").inc()
    return _answer(
        HTTPStatus.BAD_REQUEST,
        "This form has expired, or cookies are switched off. "
        "Please go back to the start page and send the photo again.",
        form_expired=True,
    )


def _upload_too_large(_: RequestEntityTooLarge) -> Response:
    REJECTED.labels("upload_too_large").inc()
    sentence = _what_is_too_large()
    _drain()
    return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)


def _what_is_too_large() -> str:
    """All of it; or else what the form is made of, which Werkzeug refuses with the same error."""
    config = current_app.config
    length = request.content_length
    if length is None:
        length = request.environ["wsgi.input"].taken
    if length < config["MAX_CONTENT_LENGTH"]:
        return (
            "This form has too many parts, or too much text beside its photos: it may have "
            f"{config['MAX_FORM_PARTS']} parts and {config['MAX_FORM_MEMORY_SIZE'] // 1000} kB of "
            "text. A part without a file name counts as text; send a photo as a file, which with "
            "curl is -F photo=@bird.jpg."
        )
    return (
        f"This upload is too large. All photos together may have up to {config['MAX_UPLOAD_MB']} "
        "MB, and too many at once are refused: send them in smaller groups."
    )


def _turned_away(error: TurnedAway) -> Response:
    REJECTED.labels(error.reason).inc()
    _drain()
    response = _answer(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def _too_many(error: TooManyRequests) -> Response:
    REJECTED.labels("rate_limit").inc()
    _drain()
    wait = seconds_to_wait()
    response = _answer(
        HTTPStatus.TOO_MANY_REQUESTS,
        "That was a lot of photos in a short time. "
        f"Please wait {wait} second{'s' if wait != 1 else ''}, then try again.",
    )
    response.headers["Retry-After"] = str(wait)
    return response


def _too_slow(_: ClientDisconnected) -> Response:
    REJECTED.labels("too_slow").inc()
    return _answer(
        HTTPStatus.REQUEST_TIMEOUT,
        "The photo arrived too slowly, or its connection broke. Please try again.",
    )


def _http_error(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    response = _answer(status, _our_words(error, status))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    return response


def _our_words(error: HTTPException, status: HTTPStatus) -> str:
    """The sentence that was given with the error; Werkzeug's own stand on its classes."""
    given: str | None = vars(error).get("description")
    return given or SENTENCES.get(status, OUR_FAULT if status >= 500 else NOT_UNDERSTOOD)


def _unexpected_error(error: Exception) -> Response:
    current_app.logger.error("Unexpected error", exc_info=error)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, OUR_FAULT)


def _answer(status: HTTPStatus, sentence: str, form_expired: bool = False) -> Response:
    """The refusal. Our pages' script fetches a new form where theirs has expired."""
    if _wants_json():
        text = json.dumps(problem(status, sentence))
        return Response(text, status, mimetype="application/problem+json")
    page = render_template(
        "error.html", status=status, sentence=sentence, form_expired=form_expired
    )
    return Response(page, status)


def _wants_json() -> bool:
    if request.path.startswith(("/api/", *PROBES)):
        return True
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def _drain() -> None:
    """Read what is left of a refused upload, so that the browser gets to see the answer.

    A server that closes while a browser is still sending makes it show "connection reset" instead
    of the page that says why.
    """
    if not request.environ.get("wsgi.input_terminated"):
        return
    body: MeteredBody = request.environ["wsgi.input"]
    left = DRAINED
    deadline = time.monotonic() + DRAINING
    while left > 0 and time.monotonic() < deadline and (skipped := body.skip(min(65_536, left))):
        left -= skipped
