"""Urban Bird Recognizer: upload a photo, get the 30 most common urban birds ranked."""

import gc
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


_has_frozen = False


@contextmanager
def _nothing_is_garbage() -> Iterator[None]:
    """What a start makes stays for good: to search it for garbage takes a tenth of the start, and
    10 ms of some photo's time ever after. Of several apps, as in tests, only the first stays."""
    global _has_frozen
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not _has_frozen:
            gc.freeze()
            _has_frozen = True
        if was_enabled:
            gc.enable()


@_nothing_is_garbage()
def create_app(overrides: dict[str, Any] | None = None) -> "Flask":
    """Build the app: settings, then the classifier, then the pages.

    `overrides` replaces settings by name, for tests. A model that is missing or has been tampered
    with does not stop the app: /readyz then says 503 and why, and no photo is identified.
    """
    from flask import Flask

    from birdapp.settings import ROOT, read_settings

    settings = read_settings() | (overrides or {})
    app = Flask("birdapp", template_folder=ROOT / "templates", static_folder=ROOT / "static")
    from birdapp.observability import logs

    app.config.from_mapping(settings)
    logs.set_up(app)
    app.config.update(
        SECRET_KEY=settings["SECRET_KEY"] or _make_secret(app.logger),
        MAX_CONTENT_LENGTH=settings["MAX_UPLOAD_MB"] * 1_000_000,
        # Werkzeug refuses any upload where this is less than what it reads at once, 64 KiB.
        MAX_FORM_MEMORY_SIZE=200_000,
        MAX_FORM_PARTS=20,
        SESSION_COOKIE_SECURE=settings["HTTPS_ONLY"],
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]

    from birdapp.web.loaded import load_into
    from birdapp.server.gate import Gate

    load_into(app)
    app.extensions["gate"] = Gate(settings["AT_ONCE"], settings["QUEUE"], settings["TIME_LIMIT"])

    from birdapp import api, cli, errors, forms, health
    from birdapp.server import compression
    from birdapp.server import headers
    from birdapp import pages
    from birdapp.server import rate_limit
    from birdapp.server import visitors
    from birdapp.server import uploads
    from birdapp.observability import metrics

    # These look at a request, and at its answer, in this order and in the reverse.
    uploads.init_app(app)
    logs.init_app(app)
    visitors.init_app(app)
    metrics.init_app(app)
    forms.csrf.init_app(app)
    forms.csrf.exempt(api.blueprint)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(health.blueprint)
    app.cli.add_command(cli.birds)
    rate_limit.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    compression.init_app(app)
    return app


def _make_secret(log: logging.Logger) -> str:
    log.warning("BIRDAPP_SECRET_KEY is not set: made one for this start only.")
    return secrets.token_hex(32)
