"""One version number, wherever somebody may look for it."""

import re
import tomllib

import pytest
from flask.testing import FlaskClient

from birdapp.settings import ROOT
from birdapp.version import VERSION


def test_pyproject() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["setuptools"]["dynamic"]["version"]["attr"] == "birdapp.version.VERSION"


def test_the_about_page(client: FlaskClient) -> None:
    assert f"Version {VERSION} of the site" in client.get("/about/").get_data(as_text=True)


def test_the_api(client: FlaskClient) -> None:
    assert client.get("/api/v1/openapi.json").get_json()["info"]["version"] == VERSION


def test_the_changelog_begins_with_it() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", text, re.MULTILINE)
    assert newest and newest[1] == VERSION


@pytest.mark.parametrize("dockerfile", ["Dockerfile", "Dockerfile.gcp"])
def test_the_images(dockerfile: str) -> None:
    text = (ROOT / dockerfile).read_text(encoding="utf-8")
    assert f"\nARG VERSION={VERSION}\n" in text
    assert "org.opencontainers.image.version=$VERSION " in text
