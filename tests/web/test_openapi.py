import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from birdapp.settings import ROOT
from birdapp.web.errors import STATUS
from birdapp.web.openapi import document
from tests.conftest import GUIDE
from tests.serving import LAPTOP, running


def test_the_document_names_the_routes_of_the_api_and_no_others(app: Flask) -> None:
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    described = {
        (path, method) for path, methods in document(GUIDE)["paths"].items() for method in methods
    }
    assert described == routes


def test_it_is_served_as_it_is(client: FlaskClient) -> None:
    assert client.get("/api/v1/openapi.json").get_json() == document(GUIDE)


def test_the_page_shows_every_operation(client: FlaskClient) -> None:
    page = client.get("/api/").get_data(as_text=True)
    for path, methods in document(GUIDE)["paths"].items():
        for operation in methods.values():
            assert path in page
            assert f'id="{operation["operationId"]}"' in page


def test_the_documentation_names_every_path_and_parameter() -> None:
    text = (ROOT / "docs" / "API.md").read_text(encoding="utf-8")
    for path, methods in document(GUIDE)["paths"].items():
        for method, operation in methods.items():
            assert f"`{method.upper()} {path}`" in text
            for parameter in operation.get("parameters", []):
                assert f"`{parameter['name']}`" in text


def test_what_may_be_answered_is_described_and_documented() -> None:
    text = (ROOT / "docs" / "API.md").read_text(encoding="utf-8")
    answers = document(GUIDE)["paths"]["/api/v1/identify"]["post"]["responses"]
    assert {int(status) for status in answers} >= {*STATUS.values(), 200, 408, 429, 503}
    for status, answer in answers.items():
        assert status == "200" or f"| {status} |" in text
        if status in ("429", "503"):
            assert "Retry-After" in answer["headers"]


def test_schemathesis_finds_no_failure(tmp_path: Path) -> None:
    pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    hooks = {"SCHEMATHESIS_HOOKS": "tests.real_photos", "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "schemathesis.cli",
        "run",
        "--seed",
        "1",
        "--max-examples",
        "25",
    ]
    with running(LAPTOP, tmp_path, BIRDAPP_ENGINE="onnx") as server:
        result = subprocess.run(
            [*command, f"{server.url}/api/v1/openapi.json"],
            cwd=tmp_path,
            env=os.environ | hooks,
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "No issues found" in result.stdout
