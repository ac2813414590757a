from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from birdapp import create_app

PHOTOS = Path(__file__).parent / "photos"
SHARED_PHOTOS = Path(__file__).parents[2] / "shared" / "photos"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED_PHOTOS.is_dir():
        return
    skip = pytest.mark.skip(reason="the photos to train with are not there")
    for item in items:
        if item.get_closest_marker("shared_photos"):
            item.add_marker(skip)


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
