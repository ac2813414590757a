from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from birdapp import create_app
from birdapp.guide.bird_folder import read_guide
from birdapp.settings import ROOT, read_settings

GUIDE = read_guide(read_settings()["MODELS"])
"""The birds that the tests run with: those of BIRDAPP_MODELS, or the project's own."""

SHIPPED = GUIDE.folder.resolve() == ROOT / "models"

TESTS = Path(__file__).parent
SLOW = ("benchmarks", "browser", "deploy", "failure", "security", "server/worker")
"""Folders whose tests start servers, browsers, crowds and containers, and so are slow."""

PHOTOS = TESTS / "photos"
SHARED_PHOTOS = TESTS.parents[1] / "shared" / "photos"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(item.path.is_relative_to(TESTS / folder) for folder in SLOW):
            item.add_marker(pytest.mark.slow)
    needed = {
        "shared_photos": (SHARED_PHOTOS.is_dir(), "the photos to train with are not there"),
        "shipped_birds": (SHIPPED, "is about the birds of the project's own folder"),
    }
    for item in items:
        for marker, (is_there, reason) in needed.items():
            if not is_there and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def app() -> Flask:
    return create_app(
        {"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests", "RATE_LIMIT": None}
    )


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def lorikeet() -> bytes:
    return (PHOTOS / "rainbow-lorikeet.png").read_bytes()
