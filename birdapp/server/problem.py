"""How a refusal is worded, whether the app gives it or the worker in front of it."""

from http import HTTPStatus
from typing import Any

RETRY_AFTER = "2"
"""Seconds after which a busy site wants to be asked again."""


def problem(status: HTTPStatus, sentence: str) -> dict[str, Any]:
    """An error as RFC 9457 wants it in JSON."""
    return {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": sentence,
    }
