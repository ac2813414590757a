"""What the app writes down: one line an event, under the request's id.

Never a file name, an address, a place or a pixel. As text on a laptop, as JSON where a machine
reads it.
"""

import json
import logging
import re
import uuid
from datetime import UTC, datetime

from flask import Flask, Response, current_app, g, has_request_context, request

HEADER = "X-Request-ID"
TRACEPARENT = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
)
"""W3C Trace Context, 3.2; later versions may go on after another hyphen."""
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")


class JsonFormatter(logging.Formatter):
    """One JSON object a record; whatever a message holds cannot break the line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if has_request_context() and "request_id" in g:
            line["request"] = g.request_id
            line |= trace(request.headers.get("traceparent", ""))
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def trace(traceparent: str) -> dict[str, str]:
    """The trace that a request is part of, as an entry of the log; empty where there is none."""
    found = TRACEPARENT.match(traceparent)
    rest = traceparent[found.end() :] if found else ""
    is_whole = not rest or (rest.startswith("-") and not traceparent.startswith("00-"))
    return {"trace": found[1]} if found and is_whole else {}


def warn_once(about: str, sentence: str) -> None:
    """Warn of what each request would show again; `about` tells one such matter from another."""
    warned = current_app.extensions.setdefault("warned", set())
    if about not in warned:
        warned.add(about)
        current_app.logger.warning(sentence)


def set_up(app: Flask) -> None:
    """Log from INFO upwards, in the form that BIRDAPP_LOG names."""
    app.logger.setLevel(logging.INFO)
    if app.config["LOG"] == "json":
        for handler in app.logger.handlers:
            handler.setFormatter(JsonFormatter())


def init_app(app: Flask) -> None:
    """Give each request an id, and tell it to the client."""
    app.before_request(_name_request)
    app.after_request(_tell)


def _name_request() -> None:
    g.request_id = _given_id() or uuid.uuid4().hex


def _given_id() -> str | None:
    """The id that the balancer in front gave; a client's own counts for nothing."""
    given = request.headers.get(HEADER, "")
    return given if current_app.config["PROXIES"] and WELL_FORMED.fullmatch(given) else None


def _tell(response: Response) -> Response:
    if "request_id" in g:
        response.headers[HEADER] = g.request_id
    return response
