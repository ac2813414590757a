import base64
import io

import pytest
from flask.testing import FlaskClient
from PIL import Image

from birdapp.guide.few_photos import caution
from birdapp.recognition.manifest import SpeciesMetrics
from birdapp.recognition.verdict import Level
from birdapp.web.api import to_json
from tests.conftest import GUIDE
from tests.web.made_up import answered, manifest, neighbour

KEYS = [
    "verdict",
    "confidence",
    "species",
    "none_of_these",
    "neighbour",
    "warning",
    "looked_at",
    "engine",
    "model",
]


def identify(client: FlaskClient, photo: bytes, query: str = "") -> dict:
    answer = client.post(f"/api/v1/identify{query}", data=photo, content_type="image/png")
    assert answer.status_code == 200
    return answer.get_json()


def total(answer: dict) -> float:
    return sum(row["probability"] for row in answer["species"]) + answer["none_of_these"]


def test_identify_answers_exactly_this(client: FlaskClient, lorikeet: bytes) -> None:
    answer = identify(client, lorikeet)
    assert list(answer) == KEYS
    rows = answer["species"]
    assert {row["slug"] for row in rows} == set(GUIDE.slugs)
    assert all(
        list(row) == ["slug", "common_name", "scientific_name", "probability"] for row in rows
    )
    assert rows == sorted(rows, key=lambda row: row["probability"], reverse=True)
    assert total(answer) == pytest.approx(1, abs=1e-12)


def test_the_part_looked_at_is_told_in_shares_of_the_whole_photo(client: FlaskClient) -> None:
    classifier = client.application.extensions["classifier"]
    answer = answered("probably", seen=(1 / 12, 0.0, 11 / 12, 1.0), closer=(0.25, 0.25, 0.75, 0.75))
    told = to_json(answer, GUIDE, manifest(classifier))["looked_at"]
    assert told == pytest.approx({"left": 7 / 24, "top": 0.25, "right": 17 / 24, "bottom": 0.75})


@pytest.mark.skipif(not GUIDE.neighbours, reason="the folder has no neighbours")
def test_a_bird_outside_the_list_is_named(client: FlaskClient) -> None:
    classifier = client.application.extensions["classifier"]
    bird = GUIDE.neighbours[0]
    answer = answered("none", neighbour=neighbour())
    told = to_json(answer, GUIDE, manifest(classifier))
    assert told["verdict"].startswith(f"None of the {len(GUIDE.species)}: perhaps a")
    assert told["verdict"].endswith(bird.common_name)
    assert told["neighbour"] == {
        "slug": bird.slug,
        "common_name": bird.common_name,
        "scientific_name": bird.scientific_name,
        "probability": 0.4,
        "about": bird.about,
    }


@pytest.mark.parametrize(
    ("level", "photos", "warned"),
    [("probably", 2, True), ("not_sure", 2, True), ("none", 2, False), ("probably", 90, False)],
)
def test_a_bird_learnt_from_few_photos_carries_a_warning(
    client: FlaskClient, level: Level, photos: int, warned: bool
) -> None:
    metrics = SpeciesMetrics(photos, 1.0)
    classifier = client.application.extensions["classifier"]
    told = to_json(answered(level), GUIDE, manifest(classifier, metrics))
    assert told["warning"] == (caution(metrics) if warned else None)


def test_form_raw_bytes_and_no_content_type_say_the_same(
    client: FlaskClient, lorikeet: bytes
) -> None:
    form = client.post("/api/v1/identify", data={"photo": (io.BytesIO(lorikeet), "bird.png")})
    curl = client.post(
        "/api/v1/identify", data=lorikeet, content_type="application/x-www-form-urlencoded"
    )
    assert form.get_json() == curl.get_json() == identify(client, lorikeet)


def test_heatmaps_are_given_where_asked_for(client: FlaskClient, lorikeet: bytes) -> None:
    first, second = GUIDE.slugs[:2]
    answer = identify(client, lorikeet, f"?heatmap={second}&heatmap={first}")
    assert list(answer["heatmaps"]) == [second, first]
    for uri in answer["heatmaps"].values():
        head, data = uri.split(",")
        assert head == "data:image/png;base64"
        heatmap = Image.open(io.BytesIO(base64.b64decode(data)))
        assert (heatmap.size, heatmap.mode) == ((224, 109), "L")


@pytest.mark.shipped_birds
def test_the_prior_stands_beside_the_photos_own_answer(
    client: FlaskClient, lorikeet: bytes
) -> None:
    answer = identify(client, lorikeet, "?state=NT&month=6")
    prior = answer.pop("prior")
    assert answer == identify(client, lorikeet)
    weights = {name: words.weight for name, words in vars(GUIDE.region.occurrence).items()}
    assert (prior["state"], prior["month"], prior["weights"]) == ("NT", 6, weights)
    assert total(prior) == pytest.approx(1)
    own = {row["slug"]: row["probability"] for row in answer["species"]}
    scale = prior["none_of_these"] / answer["none_of_these"]
    for row in prior["species"]:
        expected = own[row["slug"]] * weights[row["occurrence"]] * scale
        assert row["probability"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        pytest.param("?state=XX", 400, marks=pytest.mark.shipped_birds),
        pytest.param("?state=NSW&month=13", 400, marks=pytest.mark.shipped_birds),
        ("?month=june", 400),
        ("?heatmap=dodo", 404),
    ],
)
def test_a_parameter_that_is_not_understood(
    client: FlaskClient, lorikeet: bytes, query: str, status: int
) -> None:
    answer = client.post(f"/api/v1/identify{query}", data=lorikeet, content_type="image/png")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_species(client: FlaskClient) -> None:
    cards = client.get("/api/v1/species").get_json()["species"]
    assert [card["slug"] for card in cards] == list(GUIDE.slugs)
    assert client.get(f"/api/v1/species/{GUIDE.slugs[0]}").get_json() == cards[0]
    for card, row in zip(GUIDE.species, cards, strict=True):
        names = [GUIDE.neighbour(bird.slug).common_name for bird in card.outside_look_alikes]
        assert [bird["name"] for bird in row["outside_look_alikes"]] == names
    assert client.get("/api/v1/species/dodo").status_code == 404


def test_model(client: FlaskClient) -> None:
    model = client.get("/api/v1/model").get_json()
    assert model["manifest"]["files"]["birds.onnx"]["sha256"].startswith(model["model"])
