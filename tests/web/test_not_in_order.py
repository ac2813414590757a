"""A bird folder that is not in order: not ready, in words, and never a 500."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from birdapp import create_app
from tests.conftest import GUIDE, PHOTOS
from tests.guide.birds import SPECIES, changed, write


@pytest.fixture
def site(tmp_path: Path) -> FlaskClient:
    species = changed(SPECIES, "species.0.look_alikes.0.slug", "dodo")
    species = changed(species, "species.1.presence.NI", "often")
    folder = write(tmp_path / "birds", species)
    return create_app({"MODELS": folder, "ENGINE": "onnx", "SECRET_KEY": "x"}).test_client()


@pytest.mark.parametrize(
    "path",
    ["/", "/species/", "/species/tui", "/species/tui/emblem.svg", "/about/", "/api/", "/my-birds/",
     "/species/tui/or/bellbird", "/api/v1/species", "/api/v1/openapi.json", "/api/v1/model"],
)  # fmt: skip
def test_every_page_says_so_in_words(site: FlaskClient, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 503
    assert "not ready" in answer.text
    assert "dodo" not in answer.text


def test_a_photo_is_refused_in_words(site: FlaskClient) -> None:
    photo = (PHOTOS / "magpie.png").read_bytes()
    answer = site.post("/api/v1/identify?place=NI", data=photo, content_type="image/png")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"


def test_who_watches_the_app_hears_every_fault(site: FlaskClient) -> None:
    assert site.get("/healthz").status_code == 200
    answer = site.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["detail"].splitlines() == [
        "species.json, bellbird, presence NI: must be one of “common”, “local”, “absent”, "
        "not 'often'.",
        "species.json, tui, look_alikes: there is no “dodo” on the list.",
        "There is no model: birds.json is missing.",
    ]


def test_an_unknown_page_is_still_not_found(site: FlaskClient) -> None:
    assert site.get("/nowhere").status_code == 404


def test_birds_without_a_model_have_their_pages(tmp_path: Path) -> None:
    """As before the first training: only identifying has to wait."""
    for name in ("species.json", "region.json"):
        shutil.copy(GUIDE.folder / name, tmp_path)
    client = create_app({"MODELS": tmp_path, "ENGINE": "onnx", "SECRET_KEY": "x"}).test_client()
    for path in ("/", "/species/", f"/species/{GUIDE.slugs[0]}", "/about/"):
        assert client.get(path).status_code == 200
    assert client.get("/readyz").status_code == 503


def test_a_site_without_a_model_says_so_on_the_form(tmp_path: Path) -> None:
    for name in ("species.json", "region.json"):
        shutil.copy(GUIDE.folder / name, tmp_path)
    app = create_app({"MODELS": tmp_path, "ENGINE": "onnx", "SECRET_KEY": "x"})
    page = app.test_client().get("/").text
    assert "The recogniser is not ready. Please try again later." in page
    assert '<button type="submit" disabled>' in page
