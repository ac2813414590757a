"""So many photos a minute and visitor, so that nobody takes the whole site."""

import time
from collections.abc import Callable

from flask import Flask, current_app, request
from flask_limiter import Limiter

from birdapp.server import visitors

PHOTOS = ("pages.result", "api.identify")


def init_app(app: Flask) -> None:
    """Limit what identifies photos, page and API together."""
    rate = app.config["RATE_LIMIT"]
    if rate is None:
        return
    limiter = Limiter(
        _visitor,
        app=app,
        storage_uri=app.config["RATE_LIMIT_STORE"],
        # Where the store cannot be reached, each process counts for itself until it can.
        in_memory_fallback_enabled=True,
    )
    app.extensions["rate_limiter"] = limiter
    limit = limiter.shared_limit(
        rate, scope="photos", cost=_photos, exempt_when=visitors.is_on_this_laptop
    )
    for endpoint in PHOTOS:
        view: Callable = app.view_functions[endpoint]
        app.view_functions[endpoint] = limit(view)


def _photos() -> int:
    """How many photos a request holds; the API takes one at a time."""
    if request.endpoint != "pages.result":
        return 1
    return len(request.files.getlist("photo")) or 1


def seconds_to_wait() -> int:
    """Until the visitor who was just turned away may send the next photo."""
    limit = current_app.extensions["rate_limiter"].current_limit
    return max(1, int(limit.reset_at - time.time())) if limit else 60


def _visitor() -> str:
    if "X-Forwarded-For" in request.headers and not current_app.config["PROXIES"]:
        _warn_once()
    return visitors.address()


def _warn_once() -> None:
    if current_app.extensions.setdefault("warned_of_proxy", False):
        return
    current_app.extensions["warned_of_proxy"] = True
    current_app.logger.warning(
        "Requests come through a proxy, but BIRDAPP_PROXIES is 0: "
        "all visitors share one rate limit."
    )
