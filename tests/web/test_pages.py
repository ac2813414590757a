import csv
import html
import io
import re
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from birdapp.server.gate import Busy
from birdapp.web.answers.results_csv import columns
from birdapp.web.pages import MOST_PHOTOS
from tests.conftest import GUIDE
from tests.forms import send, token
from tests.images import encode, gradient, noise

PAGES = [
    "/",
    "/species/",
    f"/species/{GUIDE.slugs[0]}",
    f"/species/{GUIDE.slugs[0]}/or/{GUIDE.slugs[1]}",
    "/my-birds/",
    "/about/",
    "/api/",
]


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_inline_code_and_asks_no_other_host(client: FlaskClient, path: str) -> None:
    page = text(client, path)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"(src|action|data)=.?(https?:)?//", page)


@pytest.mark.parametrize("slug", GUIDE.slugs)
def test_every_bird_has_a_card_an_emblem_and_pairs(client: FlaskClient, slug: str) -> None:
    card = GUIDE.get(slug)
    page = text(client, f"/species/{slug}")
    for mark in card.field_marks:
        assert mark.mark in page
    for name in (*card.other_names, *card.older_scientific_names):
        assert name in page
    for bird in card.look_alikes:
        assert bird.difference in page
        assert bird.difference in text(client, f"/species/{slug}/or/{bird.slug}")
    emblem = client.get(f"/species/{slug}/emblem.svg")
    assert emblem.mimetype == "image/svg+xml"
    assert all(colour in emblem.get_data(as_text=True) for colour in card.plumage)


@pytest.mark.parametrize(
    "path", ["dodo", "dodo/emblem.svg", f"{GUIDE.slugs[0]}/or/dodo", f"dodo/or/{GUIDE.slugs[0]}"]
)
def test_a_bird_that_is_not_on_the_list_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/species/{path}").status_code == 404


def test_the_answer_ranks_all_birds_and_says_none_of_these(
    client: FlaskClient, lorikeet: bytes
) -> None:
    answer = send(client, lorikeet)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert page.count("<meter") == len(GUIDE.species)
    assert f"None of these {len(GUIDE.species)}" in page
    assert page.count('src="data:image/png;base64,') == page.count('class="heatmap"') > 0


def test_no_byte_of_the_upload_comes_back(client: FlaskClient) -> None:
    photo = encode(gradient(300, 200), comment=b"a secret in the photo")
    page = send(client, photo).data
    assert b"a secret" not in page
    shown = re.search(rb'class="shot" src="data:image/jpeg;base64,([^"]+)', page)
    assert shown and b"YSBzZWNyZXQ" not in shown[1]


def test_photos_larger_than_the_limit_of_a_form_field_pass(client: FlaskClient) -> None:
    photo = encode(noise(800, 600, 90), quality=40)
    assert client.application.config["MAX_FORM_MEMORY_SIZE"] < 2 * len(photo) < 500_000
    assert send(client, photo).status_code == 200
    assert send(client, photo, photo).status_code == 200


@pytest.mark.shipped_birds
def test_where_and_when_are_weighed_in_and_the_photo_alone_stays(
    client: FlaskClient, lorikeet: bytes
) -> None:
    page = send(client, lorikeet, state="NT", month="6").get_data(as_text=True)
    assert "Northern Territory, June" in page
    assert "does not live in NT" in page
    assert "From the photo alone" in page
    assert page.count("<meter") == 2 * len(GUIDE.species)


@pytest.mark.shipped_birds
def test_a_state_that_is_none_is_a_bad_request(client: FlaskClient, lorikeet: bytes) -> None:
    answer = send(client, lorikeet, state="XX")
    assert answer.status_code == 400
    assert "The state must be one of" in answer.get_data(as_text=True)


def test_several_photos_give_a_list_and_a_csv(client: FlaskClient, lorikeet: bytes) -> None:
    page = send(client, lorikeet, b"no photo", lorikeet).get_data(as_text=True)
    assert page.count('<li class="result">') == 3
    assert "not a photo we can read" in page
    link = re.search(r'href="data:text/csv;charset=utf-8,([^"]+)', page)
    assert link
    rows = list(csv.DictReader(io.StringIO(unquote(link[1]).removeprefix("\ufeff"))))
    assert [row["photo"] for row in rows] == ["photo 1.png", "photo 2.png", "photo 3.png"]
    assert list(rows[0]) == columns(GUIDE)
    assert sum(float(rows[0][label]) for label in [*GUIDE.slugs, "none"]) == pytest.approx(1)
    assert rows[0]["correction"] == ""


def test_too_many_photos_are_refused_in_words(client: FlaskClient, lorikeet: bytes) -> None:
    answer = send(client, *[lorikeet] * (MOST_PHOTOS + 1))
    assert answer.status_code == 400
    assert f"at most {MOST_PHOTOS}" in answer.get_data(as_text=True)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.png", "=1+1.png", "a\u202eb.png"])
def test_a_file_name_is_only_ever_shown_as_text(
    client: FlaskClient, lorikeet: bytes, name: str
) -> None:
    files = [(io.BytesIO(lorikeet), name), (io.BytesIO(lorikeet), name)]
    data = {"csrf_token": token(client), "photo": files}
    page = client.post("/", data=data).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "\u202e" not in page
    csv_text = unquote(page.split("data:text/csv;charset=utf-8,", 1)[1].split('"', 1)[0])
    assert not csv_text.splitlines()[1].startswith("=")


@pytest.mark.shipped_birds
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=pink+and+grey", ["Galah"]),
        ("q=EOLOPHUS", ["Galah"]),
        ("colour=orange", ["Rainbow Lorikeet"]),
        ("q=honeyeater&size=small&state=TAS", ["Eastern Spinebill"]),
        ("q=dodo", []),
    ],
)
def test_the_field_guide_finds(client: FlaskClient, query: str, found: list[str]) -> None:
    names = [card["common_name"] for card in client.get(f"/api/v1/species?{query}").json["species"]]
    assert names == found
    page = text(client, f"/species/?{query}")
    assert f"{len(found)} of 30 birds" in page
    assert all(f">{name}</a>" in page for name in found)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("state=XX", marks=pytest.mark.shipped_birds),
        "colour=plaid",
        "size=huge",
    ],
)
def test_what_cannot_be_looked_for_is_said_in_words(client: FlaskClient, query: str) -> None:
    for path in ("/species/", "/api/v1/species"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert "must be one of" in answer.get_data(as_text=True)


def test_of_several_photos_those_that_found_no_room_are_named(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = app.extensions["gate"]
    turns = iter([gate.run, _no_room, gate.run])
    monkeypatch.setattr(gate, "run", lambda work: next(turns)(work))
    photo = encode(gradient(300, 200))
    page = send(client, photo, photo, photo)
    assert page.status_code == 200
    assert page.text.count("Many photos are being looked at right now") == 1
    assert page.text.count("data-not-now") == 1
    assert all(f"photo {number}.png" in page.text for number in (1, 2, 3))


def _no_room(_: object) -> None:
    raise Busy


def test_the_birds_are_found_under_their_names(client: FlaskClient) -> None:
    page = client.get("/species/").get_data(as_text=True)
    places = [page.index(f">{card.common_name}</a>") for card in GUIDE.species]
    names = [
        card.common_name
        for _, card in sorted(zip(places, GUIDE.species, strict=True), key=lambda found: found[0])
    ]
    assert names == sorted(names, key=str.casefold)


def test_what_to_look_for_has_one_colon(client: FlaskClient) -> None:
    places = GUIDE.region.places
    asked = {places.called: next(iter(places.names))} if places else {"month": "1"}
    page = client.get("/species/", query_string=asked).text
    told = re.findall(r"<p><strong>Look for:</strong>(.*?)</p>", page)
    doubled = r"\b(Male|Female|Adult|Young):|\.\.|\. \("
    assert told and [words for words in told if re.search(doubled, words)] == []
