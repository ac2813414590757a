"""The site as files, written once for all tests that look at it."""

import hashlib
from pathlib import Path

from birdapp import create_app
from birdapp.web.frozen.freeze import freeze

SETTINGS = {"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests", "RATE_LIMIT": None}


def write(folder: Path, prefix: str = "/") -> int:
    """Write the site into a folder; gives the number of files."""
    app = create_app(SETTINGS)
    with app.app_context():
        return freeze(app, folder, prefix)


def files(folder: Path) -> dict[str, str]:
    """The digest of each file, by name."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }
