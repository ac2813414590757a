import re
from pathlib import Path

import pytest
from flask import Flask

from birdapp import create_app
from tests.forms import send
from tests.images import encode, gradient
from tests.serving import GUNICORN, running
from tests.test_serving import curl, identify

TOKEN = "a token for the tests"
PHOTO = encode(gradient(300, 200))


@pytest.fixture
def watched() -> Flask:
    return create_app(
        {"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests", "METRICS_TOKEN": TOKEN}
    )


def value(text: str, name: str, **labels: str) -> float:
    """The value of a metric with at least these labels, 0 where there is none."""
    total = 0.0
    for found in re.finditer(rf"^{name}(?:\{{(.*?)\}})? (\S+)$", text, re.MULTILINE):
        if all(f'{key}="{wanted}"' in (found[1] or "") for key, wanted in labels.items()):
            total += float(found[2])
    return total


def read(app: Flask) -> str:
    answer = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    return answer.text


def test_metrics_are_off_unless_a_token_switches_them_on(app: Flask, watched: Flask) -> None:
    assert app.test_client().get("/metrics").status_code == 404
    client = watched.test_client()
    for given in (None, "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer ünïcode"):
        headers = {"Authorization": given} if given else {}
        answer = client.get("/metrics", headers=headers)
        assert answer.status_code == 401
        assert "birds_" not in answer.text


def test_what_happens_is_counted(watched: Flask) -> None:
    before = read(watched)
    client = watched.test_client()
    client.post("/api/v1/identify", data=PHOTO)
    client.post("/api/v1/identify", data=b"no photo")
    send(client, PHOTO, b"", b"no photo")
    client.get("/nowhere/at/all")
    client.open("/", method="BREW")
    after = read(watched)

    def more(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    assert more("birds_requests_total", endpoint="api.identify", status="200") == 1
    assert more("birds_requests_total", endpoint="api.identify", status="415") == 1
    assert more("birds_requests_total", endpoint="pages.result", status="200") == 1
    assert more("birds_requests_total", endpoint="none", status="404") == 1
    assert more("birds_requests_total", method="other") == 1
    assert more("birds_request_seconds_count", endpoint="api.identify") == 2
    assert more("birds_request_seconds_count", endpoint="pages.result") == 1
    assert more("birds_request_seconds_count", endpoint="none") >= 1
    whole = more("birds_request_seconds_sum", endpoint="api.identify")
    assert 0 < more("birds_stage_seconds_sum", stage="network") / 3 < whole
    assert more("birds_verdicts_total") == 2
    assert more("birds_rejected_total", reason="not_a_photo") == 2
    assert more("birds_rejected_total", reason="empty") == 1
    assert more("birds_stage_seconds_count", stage="wait") == 5
    assert more("birds_stage_seconds_count", stage="decode") == 5
    assert more("birds_stage_seconds_count", stage="preprocess") == 2
    assert more("birds_stage_seconds_count", stage="network") == 2
    assert value(after, "birds_photos_waiting") == 0
    assert value(after, "birds_photos_at_work") == 0
    model = watched.extensions["classifier"].model
    assert value(after, "birds_model_info", engine="onnx", model=model) == 1
    assert "/nowhere" not in after


def test_all_workers_are_counted_together(tmp_path: Path) -> None:
    variables = {
        "BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "2", "BIRDAPP_METRICS_TOKEN": TOKEN,
    }  # fmt: skip
    with running(GUNICORN, tmp_path, **variables) as server:
        for _ in range(12):
            identify(server)
        texts = [
            curl("-H", f"Authorization: Bearer {TOKEN}", f"{server.url}/metrics") for _ in range(6)
        ]
        for text in texts:
            assert value(text, "birds_verdicts_total") == 12
            assert value(text, "birds_photos_at_work") == 0
        assert TOKEN not in server.log
