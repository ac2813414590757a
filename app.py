"""WSGI entry: `app`. Run this file to serve the app on a laptop."""

import sys

import pythons

pythons.check()

from birdapp import create_app  # noqa: E402  (an old Python could not read it)
from birdapp.settings import SettingError  # noqa: E402

try:
    app = create_app()
except SettingError as error:
    sys.exit(str(error))

if __name__ == "__main__":
    from birdapp.server.laptop import serve

    app.config["ON_A_LAPTOP"] = True
    serve(app)
