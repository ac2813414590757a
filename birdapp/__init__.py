"""Urban Bird Recognizer: upload a photo, get the birds of a list ranked."""

from typing import TYPE_CHECKING, Any

from birdapp.server.garbage import nothing_is_garbage

if TYPE_CHECKING:
    from flask import Flask


@nothing_is_garbage()
def create_app(overrides: dict[str, Any] | None = None) -> "Flask":
    """Build the app: settings, then what answers, then the pages.

    `overrides` replaces settings by name, for tests. A model that is missing or has been tampered
    with does not stop the app: /readyz then says 503 and why, and no photo is identified.
    """
    import numpy  # noqa: F401  (imported first it takes 20 ms less than deep inside the others)
    from flask import Flask

    from birdapp import cli
    from birdapp.observability import logs, metrics
    from birdapp.server import compression, gate, headers, rate_limit, uploads, visitors
    from birdapp.settings import ROOT, read_settings
    from birdapp.web import api, errors, forms, health, loaded, pages
    from birdapp.web.phone import files

    app = Flask("birdapp", template_folder=ROOT / "templates", static_folder=ROOT / "static")
    app.config.from_mapping(read_settings() | (overrides or {}))
    app.json.sort_keys = False  # type: ignore[attr-defined]
    logs.set_up(app)
    loaded.init_app(app)
    gate.init_app(app)

    # These look at a request, and at its answer, in this order and in the reverse.
    uploads.init_app(app)
    logs.init_app(app)
    visitors.init_app(app)
    metrics.init_app(app)
    forms.init_app(app)
    forms.csrf.exempt(api.blueprint)
    for blueprint in (pages.blueprint, api.blueprint, files.blueprint, health.blueprint):
        app.register_blueprint(blueprint)
    app.cli.add_command(cli.birds)
    rate_limit.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    compression.init_app(app)
    return app
