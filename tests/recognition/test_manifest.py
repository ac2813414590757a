import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from onnx import TensorProto, helper

from birdapp import create_app
from birdapp.recognition.engine import ModelError
from birdapp.recognition.loading import load_classifier
from birdapp.recognition.manifest import read_manifest
from tests.conftest import GUIDE


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GUIDE.folder, tmp_path / "models"))


def test_the_manifest_that_ships_is_in_order() -> None:
    manifest = read_manifest(GUIDE.folder)
    assert set(manifest.labels) - set(manifest.outside) == set(GUIDE.slugs)
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
        load_classifier(models, engine, GUIDE.slugs, GUIDE.neighbour_slugs)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"labels": ["galah", "none"]}, "not the birds"),
        ({"temperature": "warm"}, "temperature must be a number, not 'warm'"),
        ({"temperature": 0}, "temperature must be above 0"),
        ({"thresholds": {"none": "0.3"}}, "“almost_certainly” is missing"),
        ({"metrics": {"top_1": "x"}}, "metrics top_1 must be a number"),
        ({"species_metrics": {"x": {}}}, "species_metrics x “photos” is missing"),
        ({"labels": [["x"]]}, "labels 1 must be a text"),
        ({"preprocessing": {"size": "224"}}, "preprocessing, size must be a whole number"),
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
        load_classifier(models, "onnx", GUIDE.slugs, GUIDE.neighbour_slugs)


@pytest.mark.parametrize("text", [None, "", "{", "[]", "null"])
def test_no_manifest_or_no_json(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "birds.json").write_text(text)
    with pytest.raises(ModelError):
        read_manifest(tmp_path)


def replace_model(models: Path, network: bytes) -> None:
    """Put another network into the folder, with a manifest that swears by it."""
    (models / "birds.onnx").write_bytes(network)
    file = models / "birds.json"
    facts = json.loads(file.read_text())
    facts["files"]["birds.onnx"]["sha256"] = hashlib.sha256(network).hexdigest()
    file.write_text(json.dumps(facts))


CLASSES = len(read_manifest(GUIDE.folder).labels)
SIDE = read_manifest(GUIDE.folder).preprocessing.size


def network(
    classes: int,
    image: str = "image",
    side: int = SIDE,
    maps: str = "maps",
    boxes: str = "boxes",
    pixels: int = TensorProto.FLOAT,
) -> bytes:
    """A little ONNX network that looks like ours but for what it takes and gives."""
    inputs = [helper.make_tensor_value_info(image, pixels, [1, 3, side, side])]
    outputs = [
        helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, classes]),
        helper.make_tensor_value_info(maps, TensorProto.FLOAT, [1, classes, 7, 7]),
        helper.make_tensor_value_info(boxes, TensorProto.FLOAT, [1, 4]),
    ]
    nodes = [
        helper.make_node(
            "ConstantOfShape", [f"{name}_shape"], [name],
            value=helper.make_tensor("zero", TensorProto.FLOAT, [1], [0.0]),
        )
        for name in ("logits", maps, boxes)
    ]  # fmt: skip
    shapes = [
        helper.make_tensor("logits_shape", TensorProto.INT64, [2], [1, classes]),
        helper.make_tensor(f"{maps}_shape", TensorProto.INT64, [4], [1, classes, 7, 7]),
        helper.make_tensor(f"{boxes}_shape", TensorProto.INT64, [2], [1, 4]),
    ]
    graph = helper.make_graph(nodes, "other", inputs, outputs, shapes)
    opset = [helper.make_opsetid("", 17)]
    return helper.make_model(graph, opset_imports=opset, ir_version=8).SerializeToString()


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (b"no model", "cannot load"),
        (network(CLASSES - 1), f"has {CLASSES - 1} classes, the manifest {CLASSES}"),
        (network(CLASSES, image="picture"), "does not take the input"),
        (network(CLASSES, side=SIDE - 32), "does not take the input"),
        (network(CLASSES, pixels=TensorProto.FLOAT16), "does not take the input"),
        (network(CLASSES, maps="heat"), "does not give logits and maps"),
        (network(CLASSES, boxes="frames"), "does not say where it looked"),
    ],
    ids=[
        "no network",
        "other classes",
        "other input",
        "other size",
        "other numbers",
        "no maps",
        "no boxes",
    ],
)
def test_a_network_that_does_not_fit_is_refused_though_its_sum_is_right(
    models: Path, other: bytes, message: str
) -> None:
    replace_model(models, other)
    with pytest.raises(ModelError, match=message):
        load_classifier(models, "onnx", GUIDE.slugs, GUIDE.neighbour_slugs)


def test_a_network_that_fits_is_taken(models: Path) -> None:
    replace_model(models, network(CLASSES))
    assert load_classifier(models, "onnx", GUIDE.slugs, GUIDE.neighbour_slugs).engine.name == "onnx"


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
