import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from birdapp import create_app
from birdapp.classifiers import ModelError, load_classifier
from birdapp.classifiers.manifest import read_manifest
from birdapp.settings import ROOT

MODELS = ROOT / "models"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODELS, tmp_path / "models"))


def test_the_manifest_that_ships_is_in_order() -> None:
    manifest = read_manifest(MODELS)
    assert len(manifest.labels) == 31
    assert manifest.checked("birds.onnx").stat().st_size < 25_000_000
    assert manifest.checked("birds.pkl").stat().st_size < 25_000_000


def flip_a_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:1000])


@pytest.mark.parametrize("engine", ["onnx", "fastai"])
@pytest.mark.parametrize(
    ("harm", "message"),
    [(flip_a_bit, "not the one"), (cut_short, "not the one"), (Path.unlink, "missing")],
)
def test_a_file_that_is_not_the_manifests_is_refused(
    models: Path, engine: str, harm: Callable[[Path], None], message: str
) -> None:
    harm(models / {"onnx": "birds.onnx", "fastai": "birds.pkl"}[engine])
    with pytest.raises(ModelError, match=message):
        load_classifier(models, engine)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"labels": ["galah", "none"]}, "not the birds"),
        ({"temperature": "warm"}, "not in order"),
        ({"files": {}}, "does not list"),
        ({"thresholds": {}}, "not in order"),
        ({"preprocessing": {"size": 224, "colour": 1}}, "not in order"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    models: Path, change: dict[str, object], message: str
) -> None:
    file = models / "birds.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(ModelError, match=message):
        load_classifier(models, "onnx")


@pytest.mark.parametrize("text", [None, "", "{", "[]", "null"])
def test_no_manifest_or_no_json(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "birds.json").write_text(text)
    with pytest.raises(ModelError):
        read_manifest(tmp_path)


def test_a_file_that_is_no_model_is_refused_though_its_sum_is_right(models: Path) -> None:
    import hashlib

    (models / "birds.onnx").write_bytes(b"no model")
    file = models / "birds.json"
    facts = json.loads(file.read_text())
    facts["files"]["birds.onnx"]["sha256"] = hashlib.sha256(b"no model").hexdigest()
    file.write_text(json.dumps(facts))
    with pytest.raises(ModelError, match="cannot load"):
        load_classifier(models, "onnx")


def test_with_a_tampered_model_the_app_is_up_but_not_ready(models: Path) -> None:
    flip_a_bit(models / "birds.onnx")
    client = create_app({"MODELS": models, "ENGINE": "onnx", "SECRET_KEY": "x"}).test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "birds.onnx" in answer.get_json()["detail"]
    answer = client.post("/api/v1/identify", data=b"photo", content_type="image/jpeg")
    assert answer.status_code == 503
    assert "birds.onnx" not in answer.get_json()["detail"]
