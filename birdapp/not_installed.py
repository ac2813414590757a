"""What to install for a command whose packages are not there, in words instead of a traceback."""

import sys
from typing import Any

import click
from flask.cli import AppGroup

COLLECTING = ("requests", "tenacity")

FROZEN = "flask_frozen"


class Commands(AppGroup):
    """Commands of which some need more than what serves."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            name = (error.name or "").partition(".")[0]
            if not name or name == "birdapp":
                raise
            raise click.ClickException(what_to_install(name)) from error


def what_to_install(name: str) -> str:
    """How to get a package that a command imports."""
    if name in COLLECTING:
        pip = f"{sys.executable} -m pip install {' '.join(COLLECTING)}"
        return f"This needs {name}, which is not installed. What collecting needs comes with: {pip}"
    if name == FROZEN:
        return (
            "This needs Frozen-Flask, which is not installed. “python3 install.py --light” "
            "installs it into .venv-light: start the command from there."
        )
    return (
        f"This needs {name}, which is not installed. “python3 install.py --tests” installs all "
        "that training needs into .venv-test: start the command from there."
    )
