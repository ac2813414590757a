"""The one version number: pyproject.toml, the about page, the API and the images show it."""

VERSION = "2.0.0"
