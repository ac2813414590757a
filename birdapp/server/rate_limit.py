"""So many photos a minute and visitor, so that nobody takes the whole site."""

import math
import time
from collections.abc import Callable

from flask import Flask, current_app, request
from flask_limiter import Limiter
from limits.errors import ConfigurationError

from birdapp.observability.logs import warn_once
from birdapp.server import visitors
from birdapp.settings import SettingError

PHOTOS = ("pages.result", "api.identify")


def init_app(app: Flask) -> None:
    """Limit what identifies photos, page and API together.

    Raises SettingError where the store cannot be used.
    """
    rate = app.config["RATE_LIMIT"]
    if rate is None:
        return
    store = app.config["RATE_LIMIT_STORE"]
    try:
        limiter = Limiter(
            _visitor,
            app=app,
            storage_uri=store,
            # Where the store cannot be reached, each process counts for itself until it can.
            in_memory_fallback_enabled=True,
        )
    except (ConfigurationError, ValueError) as error:
        # Not the address itself, which may hold a password.
        reason = str(error).replace(store, f"{store.partition(':')[0]}:…")
        raise SettingError(
            f"BIRDAPP_RATE_LIMIT_STORE cannot be used: {reason}. It is memory:// or "
            "redis://HOST:6379, which needs what requirements-redis.txt installs."
        ) from None
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
    """Until the visitor who was just turned away may send the next photo, and never less."""
    limit = current_app.extensions["rate_limiter"].current_limit
    return max(1, math.ceil(limit.window.reset_time - time.time())) if limit else 60


def _visitor() -> str:
    if "X-Forwarded-For" in request.headers and not current_app.config["PROXIES"]:
        warn_once(
            "proxies",
            "Requests come through a proxy, but BIRDAPP_PROXIES is 0: "
            "all visitors share one rate limit.",
        )
    return visitors.address()
