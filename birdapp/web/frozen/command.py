"""`flask birds site`."""

from pathlib import Path
from typing import cast

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from werkzeug.local import LocalProxy

from birdapp.guide.bird_folder import FolderError
from birdapp.recognition.engine import ModelError
from birdapp.web.loaded import get_classifier


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
        get_classifier()
        count = freeze(app, folder, f"/{prefix.strip('/')}/".replace("//", "/"))
    except (ModelError, FolderError) as error:
        raise click.ClickException(str(error)) from error
    except FileExistsError as error:
        raise click.ClickException(
            f"{folder} is not empty, and does not hold an earlier site. Name another folder."
        ) from error
    click.echo(f"Wrote {count} files to {folder}. Any host of files can serve them.")
