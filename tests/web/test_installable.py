"""What makes the site an app: manifest, icon, service worker, what is kept, sharing."""

import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from birdapp import create_app
from birdapp.web.phone import kept
from tests.conftest import GUIDE, PHOTOS

PREFIX = {"SCRIPT_NAME": "/birds"}


def test_the_manifest_says_what_an_app_needs(client: FlaskClient) -> None:
    answer = client.get("/manifest.webmanifest")
    told = json.loads(answer.data)
    assert answer.mimetype == "application/manifest+json"
    assert told["name"] == GUIDE.region.title
    assert {urljoin("/", told[name]) for name in ("start_url", "scope")} == {"/"}
    assert told["display"] == "standalone"
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        drawing = client.get(urljoin("/", icon["src"]))
        assert drawing.mimetype == icon["type"]
        if drawing.mimetype == "image/svg+xml":
            ElementTree.fromstring(drawing.data)


def test_a_phone_that_takes_no_drawing_gets_a_picture(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    icon = tmp_path / "icon.png"
    Image.new("RGB", (512, 512), "#468").save(icon)
    client.get("/")
    monkeypatch.setitem(vars(app.extensions["guide"]), "icon", icon)
    picture = client.get("/icon.png")
    assert picture.data == icon.read_bytes()
    assert picture.mimetype == "image/png"
    assert '<link rel="apple-touch-icon" href="/icon.png">' in client.get("/").text
    listed = client.get("/manifest.webmanifest").json["icons"]
    assert [(one["src"], one["sizes"]) for one in listed[2:]] == [("icon.png", "512x512")]

    monkeypatch.setitem(vars(app.extensions["guide"]), "icon", None)
    assert client.get("/icon.png").status_code == 404
    assert "apple-touch-icon" not in client.get("/").text
    assert len(client.get("/manifest.webmanifest").json["icons"]) == 2


def test_it_is_the_same_below_a_prefix(client: FlaskClient) -> None:
    below = client.get("/manifest.webmanifest", environ_overrides=PREFIX).data
    assert below == client.get("/manifest.webmanifest").data


def test_every_page_tells_where_the_manifest_is(client: FlaskClient) -> None:
    assert 'rel="manifest" href="/manifest.webmanifest"' in client.get("/about/").text


def site_of(client: FlaskClient, **environ: Any) -> dict[str, Any]:
    script = client.get("/service-worker.js", **environ)
    assert script.mimetype == "text/javascript"
    assert script.headers["Cache-Control"] == "no-cache"
    told = re.match(r"const SITE = (\{.*\});\n", script.text)
    assert told
    site: dict[str, Any] = json.loads(told[1])
    return site


def test_pages_that_are_kept_are_there(client: FlaskClient) -> None:
    pages = client.get("/engine/files.json").json["pages"]
    assert len(pages) == len({*pages}) > 2 * len(GUIDE.species)
    for page in pages:
        answer = client.get(urljoin("/", page), buffered=True)
        assert answer.status_code == 200, page


def test_pages_that_are_kept_ask_for_nothing_that_is_not(client: FlaskClient) -> None:
    told = client.get("/engine/files.json").json
    there = {urljoin("/", page) for page in told["pages"]}
    there |= {urljoin("/", file["address"]) for file in told["files"]}
    for page in sorted(there):
        answer = client.get(page, buffered=True)
        if answer.mimetype == "text/html":
            asked = re.findall(r'(?:src|<link[^>]* href)="(/[^"]*)"', answer.text)
        elif answer.mimetype == "text/javascript":
            asked = [urljoin(page, name) for name in re.findall(r'from "(\.[^"]+)"', answer.text)]
        else:
            continue
        assert {address for address in asked if address not in there} == set(), page


def test_pages_engine_and_service_worker_are_of_one_version(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def versions() -> set[str]:
        return {site_of(client)["version"], client.get("/engine/files.json").json["version"]}

    (before,) = versions()
    with monkeypatch.context() as patch:
        patch.setattr(kept, "version", lambda: "other pages")
        (of_other_pages,) = versions()
    monkeypatch.setattr(kept, "by_digest", lambda: {"version": "another engine"})
    (of_another_engine,) = versions()
    assert len({before, of_other_pages, of_another_engine}) == 3


def test_the_list_is_the_same_below_a_prefix(client: FlaskClient) -> None:
    assert site_of(client, environ_overrides=PREFIX) == site_of(client)
    below = client.get("/engine/files.json", environ_overrides=PREFIX).json
    assert below == client.get("/engine/files.json").json


def test_each_file_of_the_engine_has_its_size_and_digest(client: FlaskClient) -> None:
    told = client.get("/engine/files.json").json
    assert told["bytes"] == sum(file["bytes"] for file in told["files"]) < 12_000_000
    for file in told["files"]:
        data = client.get(urljoin("/", file["address"]), buffered=True).data
        assert len(data) == file["bytes"], file
        assert hashlib.sha256(data).hexdigest() == file["sha256"], file


def test_the_engine_is_sent_in_pieces_too(client: FlaskClient) -> None:
    for file in client.get("/engine/files.json").json["files"]:
        if file["bytes"] > 1 << 20:
            address = urljoin("/", file["address"])
            piece = client.get(address, headers={"Range": "bytes=100-199"}, buffered=True)
            assert piece.status_code == 206
            assert piece.data == client.get(address, buffered=True).data[100:200]


@pytest.mark.parametrize("count", [1, 2])
def test_a_shared_photo_is_answered_without_a_forms_token(client: FlaskClient, count: int) -> None:
    stamps = sorted(PHOTOS.glob("*.png"))[:count]
    answer = client.post(
        "/shared",
        data={"photo": [(io.BytesIO(stamp.read_bytes()), stamp.name) for stamp in stamps]},
        headers={"Sec-Fetch-Site": "none", "Accept": "text/html"},
    )
    assert answer.status_code == 200
    assert '<div class="result">' in answer.text or '<li class="result">' in answer.text


def test_another_site_cannot_share(client: FlaskClient) -> None:
    answer = client.post("/shared", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_sharing_nothing_is_said_to_be_that(client: FlaskClient) -> None:
    answer = client.post("/shared", headers={"Sec-Fetch-Site": "none", "Accept": "text/html"})
    assert answer.status_code == 400
    assert "No photo was chosen" in answer.text
    assert "Which bird is it?" in client.get("/shared").text


def test_shared_photos_count_for_the_rate_limit() -> None:
    settings = {"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests"}
    client = create_app({**settings, "RATE_LIMIT": "1 per minute"}).test_client()
    stamp = next(PHOTOS.glob("*.png"))
    codes = [
        client.post(
            "/shared", data={"photo": (io.BytesIO(stamp.read_bytes()), stamp.name)}
        ).status_code
        for _ in range(2)
    ]
    assert codes == [200, 429]
