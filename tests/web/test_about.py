import html
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from birdapp import create_app
from birdapp.guide.few_photos import caution
from birdapp.recognition.loading import IN_BROWSERS
from birdapp.recognition.manifest import SpeciesMetrics
from tests.conftest import GUIDE
from tests.web.made_up import FIRST, manifest


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def test_about_and_api_stand_without_a_model(tmp_path: Path) -> None:
    for name in ("species.json", "region.json"):
        shutil.copy(GUIDE.folder / name, tmp_path)
    client = create_app({"MODELS": tmp_path, "SECRET_KEY": "x"}).test_client()
    assert "not ready" in text(client, "/about/")
    assert "/api/v1/identify" in text(client, "/api/")


def test_about_tells_of_answers_on_the_device_where_there_are_any(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ("Name birds without a network", "Never send my photos")
    assert all(words in text(client, "/about/") for words in said)
    sha256 = client.application.extensions["classifier"].manifest.sha256
    monkeypatch.delitem(sha256, IN_BROWSERS)
    assert not any(words in text(client, "/about/") for words in said)


def test_about_gives_the_figures_of_the_manifest(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    classifier = client.application.extensions["classifier"]
    metrics = {"top_1": 0.877, "top_3": 0.95432}
    many = SpeciesMetrics(200, 0.951, (0.7, 0.99))
    measured = replace(
        manifest(classifier, many), facts=classifier.manifest.facts | {"metrics": metrics}
    )
    monkeypatch.setattr(classifier, "manifest", measured)
    page = text(client, "/about/")
    for figure in (classifier.model, "88%", "95%", "70% to 99%"):
        assert figure in page
    assert client.get("/api/v1/model").get_json()["manifest"]["metrics"] == metrics


def test_about_begins_with_what_a_visitor_meets(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    classifier = client.application.extensions["classifier"]
    metrics = {"top_1": 0.9, "named_right_of_listed": 0.812, "denied_of_listed": 0.031}
    measured = manifest(classifier, SpeciesMetrics(200, 0.951, (0.7, 0.99)))
    facts = measured.facts | {"metrics": metrics}
    monkeypatch.setattr(classifier, "manifest", replace(measured, facts=facts))
    page = text(client, "/about/")
    assert "we name the right one in <strong>81%</strong> of photos." in page
    assert page.index("81%") < page.index("3%</strong> of them.") < page.index("90%")
    assert "half as large" not in page


def test_few_photos_are_counted_and_a_bird_hardly_known_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    classifier = client.application.extensions["classifier"]
    few = SpeciesMetrics(3, 1.0, (0.4, 1.0))
    monkeypatch.setattr(classifier, "manifest", manifest(classifier, few))
    about = text(client, "/about/")
    assert "3 of 3 photos" in about
    assert "40% to" not in about
    assert caution(few) in text(client, f"/species/{FIRST}")
    assert "We learnt to recognise this bird" not in text(client, f"/species/{GUIDE.slugs[1]}")


def test_about_draws_how_often_it_was_right(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    bins = [
        {"said": 0.25, "right": 0.5, "share": 0.04},
        {"said": 0.95, "right": 0.9, "share": 0.96},
    ]
    classifier = client.application.extensions["classifier"]
    facts = {**classifier.manifest.facts, "reliability": bins, "photos": None}
    monkeypatch.setattr(classifier, "manifest", replace(classifier.manifest, facts=facts))
    page = client.get("/about/").text
    assert 'points="25.0,50.0 95.0,10.0 "' in page
    assert page.count("<circle") == 2
    assert "<td>95%</td><td>90%</td><td>96%</td>" in page

    monkeypatch.setattr(
        classifier, "manifest", replace(classifier.manifest, facts=facts | {"reliability": None})
    )
    assert "<circle" not in client.get("/about/").text


@pytest.mark.parametrize(
    ("photos", "metrics", "words"),
    [
        (9, {"named_right_of_listed": 1.0}, "the right one in <strong>9 of 9 photos</strong>."),
        (300, {"named_right_of_listed": 1.0}, "<strong>300 of 300 photos</strong>."),
        (300, {"named_right_of_listed": 0.993}, "<strong>99%</strong> of photos."),
        (3000, {"named_right_of_listed": 0.998}, "<strong>> 99%</strong> of photos."),
        (300, {"denied_of_listed": 0.0}, "on our list in <strong>0 of 300 photos</strong>."),
        (
            60,
            {"top_1_degraded": 0.51},
            "that is <strong>about 31 of 60 photos</strong> on average.",
        ),
        (
            400,
            {"said_almost_certainly_of_listed": 0.06, "right_when_almost_certainly_of_listed": 1.0},
            "we are right in <strong>24 of 24 photos</strong>.",
        ),
        (9, {"surely_or_probably_of_regional_birds": 0.034}, "<strong>3%</strong> of photos."),
    ],
)
def test_no_figure_is_finer_than_its_photos(
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    photos: int,
    metrics: dict[str, float],
    words: str,
) -> None:
    classifier = client.application.extensions["classifier"]
    measured = manifest(classifier, SpeciesMetrics(photos, 1.0, (0.9, 1.0)))
    facts = measured.facts | {"metrics": {"named_right_of_listed": 0.5, **metrics}}
    monkeypatch.setattr(classifier, "manifest", replace(measured, facts=facts))
    page = text(client, "/about/")
    assert words in page
    assert f"{photos:,} of {photos:,} photos" in page and "90% to" not in page


def test_a_handful_of_answers_is_counted(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(0.3, 0.0, 0.001), (0.4, 0.4375, 0.005), (0.55, 0.64, 0.294), (0.98, 0.99, 0.7)]
    classifier = client.application.extensions["classifier"]
    measured = manifest(classifier, SpeciesMetrics(200, 1.0))
    reliability = [{"said": s, "right": r, "share": of_all} for s, r, of_all in rows]
    facts = measured.facts | {"reliability": reliability, "photos": {FIRST: 200, "none": 800}}
    monkeypatch.setattr(classifier, "manifest", replace(measured, facts=facts))
    page = text(client, "/about/")
    assert "<td>30%</td><td>0 of 1 photo</td><td>1</td>" in page
    assert "<td>40%</td><td>about 2 of 5 photos</td><td>5</td>" in page
    assert "<td>55%</td><td>64%</td><td>294</td>" in page
    assert "<td>98%</td><td>99%</td><td>700</td>" in page


def test_about_counts_the_birds_outside_the_list_that_the_network_names(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    classifier = client.application.extensions["classifier"]
    for outside, said in ((("kea", "tui", "other_bird", "no_bird"), True), (("none",), False)):
        monkeypatch.setattr(classifier, "manifest", replace(classifier.manifest, outside=outside))
        assert ("name it if it is one of 2 others" in text(client, "/about/")) == said
