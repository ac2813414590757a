"""Answers to clients that the app itself never meets, worded and dressed as the app's own."""

import json
from http import HTTPStatus

from birdapp.server.headers import HEADERS
from birdapp.server.problem import RETRY_AFTER, problem

TOO_SLOW = HTTPStatus.REQUEST_TIMEOUT, "The photo arrived too slowly. Please try again."
TOO_MUCH = HTTPStatus.SERVICE_UNAVAILABLE, "Many photos are arriving now. Please try again."

NO_HTTP = {
    HTTPStatus.REQUEST_URI_TOO_LONG: "This address is too long.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The headers of this request are too long.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side. Please try again.",
}
"""What is said to requests that do not get as far as the app; to others, `NOT_UNDERSTOOD`."""

NOT_UNDERSTOOD = "This request could not be understood."


def is_for_api(request: bytes | bytearray) -> bool:
    """Whether a program asks, which wants its answer as JSON."""
    return request[:20].partition(b" ")[2].startswith(b"/api/")


def refusal(status: HTTPStatus, sentence: str, as_json: bool) -> bytes:
    """A whole answer, after which the connection ends."""
    body = json.dumps(problem(status, sentence)) if as_json else sentence
    headers = HEADERS | {
        "Content-Type": "application/problem+json" if as_json else "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Connection": "close",
    }
    if status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.SERVICE_UNAVAILABLE):
        headers["Retry-After"] = RETRY_AFTER
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status.value} {status.phrase}", *lines, "", body]).encode()


def not_understood(status: HTTPStatus, as_json: bool) -> bytes:
    """The answer to what is no HTTP, or too much of it."""
    return refusal(status, NO_HTTP.get(status, NOT_UNDERSTOOD), as_json)
