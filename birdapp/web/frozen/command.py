"""`flask birds site`."""

from pathlib import Path
from typing import cast

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from werkzeug.local import LocalProxy

from birdapp.guide.bird_folder import FolderError
from birdapp.recognition.engine import ModelError
from birdapp.recognition.loading import IN_BROWSERS
from birdapp.web.frozen.folder import NotOursError
from birdapp.web.loaded import get_guide
from birdapp.web.phone.files import has_engine


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--prefix",
    default="/",
    show_default=True,
    help="Where the site will be on its host. Only 404.html says it; all else is relative.",
)
@with_appcontext
def site(folder: Path, prefix: str) -> None:
    """Write the whole site into FOLDER as files, for a host without Python, below any prefix."""
    from birdapp.web.frozen.freeze import freeze

    app = cast("LocalProxy[Flask]", current_app)._get_current_object()
    try:
        _must_have_engine()
        count = freeze(app, folder, f"/{prefix.strip('/')}/".replace("//", "/"))
    except (ModelError, FolderError, NotOursError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"The site cannot be written to {folder}: {error.strerror}. "
            "Name a folder that you may write to."
        ) from error
    click.echo(f"Wrote {count} files to {folder}. Any host of files can serve them.")


def _must_have_engine() -> None:
    if not has_engine():
        raise click.ClickException(
            f"The bird folder {get_guide().folder} has no {IN_BROWSERS}, with which a browser "
            "names birds without a server. `flask birds export` makes it, and notes it in "
            "birds.json; then run this command again."
        )
