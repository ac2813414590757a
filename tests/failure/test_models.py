import http.client
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import GUIDE, PHOTOS
from tests.failure.copies import harmed
from tests.recognition.test_manifest import cut_short, flip_a_bit
from tests.serving import GUNICORN, Server, running


def of_other_birds(manifest: Path) -> None:
    manifest.write_text(manifest.read_text().replace(GUIDE.slugs[0], "kakapo"))


@pytest.mark.parametrize(
    ("file", "harm"),
    [
        ("birds.onnx", flip_a_bit),
        ("birds.onnx", cut_short),
        ("birds.onnx", Path.unlink),
        ("birds.json", of_other_birds),
        ("birds.json", cut_short),
        ("birds.json", Path.unlink),
        ("species.json", cut_short),
        ("region.json", Path.unlink),
    ],
)
def test_a_model_that_is_not_in_order_never_gets_ready(
    file: str, harm: Callable[[Path], None], tmp_path: Path
) -> None:
    models = harmed(tmp_path / "models", file, harm)
    variables = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "1", "BIRDAPP_MODELS": str(models)}
    with running(GUNICORN, tmp_path, "/healthz", **variables) as server:
        for _ in range(3):
            status, problem = identify(server)
            assert status == 503
            assert "not ready" in problem["detail"]
            assert server.status("/readyz") == 503
        is_guide_in_order = file.startswith("birds.")
        assert server.status("/") == (200 if is_guide_in_order else 503)
        assert server.status("/static/style.css") == 200
    lines = [json.loads(line) for line in server.log.splitlines()]
    complaints = [line for line in lines if line.get("level") not in (None, "info")]
    assert file in complaints[0]["message"]
    assert len(complaints) == 1 or not is_guide_in_order
    for complaint in complaints:
        assert complaint["message"].startswith("Not ready: ")
        assert "exception" not in complaint


def identify(server: Server) -> tuple[int, dict]:
    photo = (PHOTOS / "magpie.png").read_bytes()
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    try:
        connection.request("POST", "/api/v1/identify", photo, {"Content-Type": "image/png"})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()
