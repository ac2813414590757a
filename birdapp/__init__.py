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
    import click
    import numpy  # noqa: F401  (imported first it takes 20 ms less than deep inside the others)
    from flask import Flask

    from birdapp import cli
    from birdapp.observability import logs, metrics
    from birdapp.server import compression, gate, headers, rate_limit, uploads, visitors
    from birdapp.settings import ROOT, read_settings, unknown
    from birdapp.web import api, errors, forms, health, loaded, pages
    from birdapp.web.frozen.command import site
    from birdapp.web.gallery import pages as gallery
    from birdapp.web.phone import files, installable

    app = Flask("birdapp", template_folder=ROOT / "templates", static_folder=ROOT / "static")
    app.config.from_mapping(read_settings() | (overrides or {}))
    app.json.sort_keys = False  # type: ignore[attr-defined]
    logs.set_up(app)
    for sentence in unknown():
        app.logger.warning(sentence)
    # `flask birds …` may be about another folder, or need no classifier; it serves nobody.
    command = click.get_current_context(silent=True)
    commanded = command is not None and command.info_name != "run"
    loaded.init_app(app, at_once=not commanded)
    gate.init_app(app)

    # These look at a request, and at its answer, in this order and in the reverse.
    metrics.init_app(app)
    uploads.init_app(app)
    logs.init_app(app)
    visitors.init_app(app)
    forms.init_app(app, warn=not commanded)
    forms.csrf.exempt(api.blueprint)
    forms.csrf.exempt(installable.shared)
    for module in (pages, gallery, api, files, installable, health):
        app.register_blueprint(module.blueprint)
    for rule in app.url_map.iter_rules():
        # A slash too many at the end of an address does no harm.
        rule.strict_slashes = not rule.is_leaf
    cli.birds.add_command(site)
    app.cli.add_command(cli.birds)
    rate_limit.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    compression.init_app(app)
    return app
