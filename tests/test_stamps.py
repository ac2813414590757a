"""What a newcomer tries first: birds cut out on a plain ground, by page, API and command line."""

import html
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import PHOTOS
from tests.forms import send

pytestmark = pytest.mark.shipped_birds

STAMPS = {"rainbow-lorikeet": "Rainbow Lorikeet", "magpie": "Australian Magpie"}
NAMING = ("almost_certainly", "probably", "could_be", "perhaps")


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_stamp_is_named_rightly(app: Flask, client: FlaskClient, stamp: str) -> None:
    file, name = PHOTOS / f"{stamp}.png", STAMPS[stamp]
    answer = client.post("/api/v1/identify", data=file.read_bytes()).get_json()
    assert answer["species"][0]["common_name"] == name
    assert answer["confidence"] in NAMING
    assert name in answer["verdict"]

    assert answer["verdict"] in html.unescape(send(client, file.read_bytes()).get_data(True))

    said = app.test_cli_runner().invoke(args=["birds", "identify", "--json", str(file)])
    assert json.loads(said.output)["verdict"] == answer["verdict"]


def test_the_gull_is_none_of_the_list_or_has_its_own_name(client: FlaskClient) -> None:
    answer = client.post(
        "/api/v1/identify", data=(PHOTOS / "silver-gull.png").read_bytes()
    ).get_json()
    assert answer["confidence"] == "none"
    assert answer["neighbour"] is None or answer["neighbour"]["slug"] == "silver-gull"
