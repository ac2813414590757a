"""The site as files, written once for all tests that look at it."""

from pathlib import Path

from birdapp import create_app
from birdapp.web.frozen.freeze import freeze

SETTINGS = {"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests", "RATE_LIMIT": None}


def write(folder: Path, prefix: str = "/") -> int:
    """Write the site into a folder; gives the number of files."""
    app = create_app(SETTINGS)
    with app.app_context():
        return freeze(app, folder, prefix)
