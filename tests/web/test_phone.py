import gzip
import hashlib
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient

from birdapp.guide.few_photos import caution
from birdapp.guide.wording import with_article
from birdapp.recognition.loading import IN_BROWSERS
from birdapp.recognition.manifest import read_manifest
from birdapp.server.headers import HEADERS
from birdapp.web.phone.files import WORKER
from tests.conftest import GUIDE

MANIFEST = read_manifest(GUIDE.folder)
POLICY = "Content-Security-Policy"


def test_it_is_told_all_about_the_birds(client: FlaskClient) -> None:
    told = client.get("/engine/birds.json").json
    assert told["labels"] == list(MANIFEST.labels)
    assert told["thresholds"] == vars(MANIFEST.thresholds)
    assert [bird["with_article"] for bird in told["species"]] == [
        with_article(card) for card in GUIDE.species
    ]
    assert [bird["warning"] or "" for bird in told["species"]] == [
        caution(MANIFEST.species_metrics.get(slug)) for slug in GUIDE.slugs
    ]
    assert told["model"] == MANIFEST.sha256[IN_BROWSERS][:12]


def test_the_weights_are_those_of_the_manifest(client: FlaskClient) -> None:
    told = client.get("/engine/birds.json").json["weights"]
    answer = client.get(urljoin("/engine/", told["address"]), buffered=True)
    assert hashlib.sha256(answer.data).hexdigest() == told["sha256"]
    assert told["sha256"] == MANIFEST.sha256[IN_BROWSERS]
    assert len(answer.data) == told["bytes"]
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_runtime_is_where_it_is_said_to_be(client: FlaskClient) -> None:
    told = client.get("/engine/birds.json").json["runtime"]
    answer = client.get(urljoin("/engine/", told["address"]), buffered=True)
    assert answer.status_code == 200
    assert len(answer.data) == told["bytes"]
    assert hashlib.sha256(gzip.decompress(answer.data)).hexdigest() == told["sha256"]


def test_below_a_prefix_too(client: FlaskClient) -> None:
    plain = client.get("/engine/birds.json").json
    below = client.get("/engine/birds.json", environ_overrides={"SCRIPT_NAME": "/birds"}).json
    assert below == plain


def test_weights_of_another_model_are_not_there(client: FlaskClient) -> None:
    assert client.get("/engine/birds-0123456789ab.onnx").status_code == 404


def test_a_folder_without_them_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(app.extensions["classifier"].manifest.sha256, IN_BROWSERS)
    answer = app.test_client().get("/engine/birds.json", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert IN_BROWSERS in answer.json["detail"]


def test_only_the_worker_may_compile(client: FlaskClient) -> None:
    with client.get(f"/static/{WORKER}") as answer:
        assert "'wasm-unsafe-eval'" in answer.headers[POLICY]
        assert "'unsafe-eval'" not in answer.headers[POLICY]
    with client.get("/static/js/engine/view.js") as answer:
        assert answer.headers[POLICY] == HEADERS[POLICY]
