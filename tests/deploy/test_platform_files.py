"""What the platforms' files say, checked against the app and the platforms' own schemas."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from werkzeug.exceptions import NotFound

from birdapp.observability import metrics
from birdapp.settings import ROOT, SETTINGS, read_settings

DEPLOY = ROOT / "deploy"
VARIABLES = {setting.variable for setting in SETTINGS}
LABELS = {"endpoint", "method", "status", "stage", "le", "level", "reason", "engine", "model"}


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def port_of(dockerfile: str) -> int:
    found = re.search(r" PORT=(\d+)$", (ROOT / dockerfile).read_text(), re.MULTILINE)
    assert found
    return int(found[1])


def assert_schema(name: str, file: Path) -> None:
    """Check a file against one of the published schemas that check-jsonschema brings along."""
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{name}", file],
        capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def all_texts() -> list[Path]:
    """Every file that tells a platform or a person how to run the app."""
    top = ["Dockerfile", "Dockerfile.gcp", "app.yaml", "Dockerrun.aws.json"]
    pages = [ROOT / "docs" / name for name in ("DEPLOY.md", "FILES.md", "SCALING.md")]
    deploy = [path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return [path for path in [*(ROOT / name for name in top), *pages, *deploy] if path.exists()]


def is_a_page(app: Flask, path: str) -> bool:
    routes = app.url_map.bind("localhost")
    for method in ("GET", "POST"):
        try:
            routes.match(path, method)
        except NotFound:
            return False
        except Exception:
            continue
        return True
    return False


@pytest.mark.parametrize("file", all_texts(), ids=lambda file: str(file.relative_to(ROOT)))
def test_every_variable_and_path_that_is_named_exists(app: Flask, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert set(re.findall(r"\bBIRDAPP_\w+", text)) <= VARIABLES
    named = re.findall(r"(?<![\w.])/(?:healthz|readyz|metrics|api/v1)[\w/.]*", text)
    for path in named:
        assert is_a_page(app, path.rstrip(".")), path


@pytest.mark.parametrize("file", all_texts(), ids=lambda file: str(file.relative_to(ROOT)))
def test_every_value_of_a_setting_can_be_used(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    given = re.findall(r"\b(BIRDAPP_\w+|PORT)(?:=|: )[\"']?([\w:/]+(?:\.\w+)*)", text)
    given += re.findall(r"name: (BIRDAPP_\w+|PORT)\n +value: \"(\w+)\"", text)
    for name, value in given:
        read_settings({name: value})


def test_app_engine(app: Flask) -> None:
    settings = read(ROOT / "app.yaml")
    assert (settings["runtime"], settings["env"]) == ("custom", "flex")
    assert set(settings["env_variables"]) <= VARIABLES
    assert int(settings["env_variables"]["PORT"]) == 8080
    assert int(settings["env_variables"]["BIRDAPP_WORKERS"]) == settings["resources"]["cpu"]
    assert settings["liveness_check"]["path"] == "/healthz"
    assert settings["readiness_check"]["path"] == "/readyz"


def test_cloud_run() -> None:
    service = read(DEPLOY / "cloudrun" / "service.yaml")
    assert (service["apiVersion"], service["kind"]) == ("serving.knative.dev/v1", "Service")
    spec = service["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    values = {entry["name"]: entry.get("value") for entry in container["env"]}
    assert set(values) <= VARIABLES - {"PORT"}  # Cloud Run sets PORT, and refuses that we do
    assert container["ports"] == [{"containerPort": port_of("Dockerfile.gcp")}]
    assert values["BIRDAPP_WORKERS"] == container["resources"]["limits"]["cpu"]
    assert spec["containerConcurrency"] <= read_settings({})["QUEUE"]
    assert container["startupProbe"]["httpGet"] == {"path": "/readyz"}
    assert container["livenessProbe"]["httpGet"] == {"path": "/healthz"}


def test_elastic_beanstalk() -> None:
    dockerrun = json.loads((ROOT / "Dockerrun.aws.json").read_text())
    assert dockerrun["AWSEBDockerrunVersion"] == "1"
    assert dockerrun["Ports"] == [{"ContainerPort": str(port_of("Dockerfile"))}]


@pytest.mark.parametrize(
    "file",
    [ROOT / ".platform" / "nginx" / "conf.d" / "upload.conf", DEPLOY / "nginx" / "birds.conf"],
)
def test_nginx_lets_the_largest_photo_pass_and_keeps_it_in_memory(app: Flask, file: Path) -> None:
    text = file.read_text()
    for directive in ("client_max_body_size", "client_body_buffer_size"):
        found = re.search(rf"^\s*{directive} (\d+)m;", text, re.MULTILINE)
        assert found
        # The form around the photo takes a little, too.
        assert int(found[1]) * 2**20 > app.config["MAX_CONTENT_LENGTH"] + 100_000


def test_azure(app: Flask) -> None:
    text = (DEPLOY / "azure" / "deploy.sh").read_text()
    settings = dict(re.findall(r"^    (WEBSITE\w+)=(\S+)", text, re.MULTILINE))
    assert int(settings["WEBSITES_PORT"]) == port_of("Dockerfile")
    assert settings["WEBSITE_WARMUP_PATH"] == "/readyz"
    assert settings["WEBSITE_WARMUP_STATUSES"] == "200"
    assert "--file Dockerfile " in text
    assert "--always-on true" in text


def test_compose() -> None:
    pytest.importorskip("check_jsonschema")
    file = DEPLOY / "compose.yaml"
    assert_schema("compose-spec", file)
    services = read(file)["services"]
    birds = services["birds"]
    assert set(birds["environment"]) <= VARIABLES
    balancer = (DEPLOY / "nginx" / "birds.conf").read_text()
    assert f"server birds:{birds['environment']['PORT']} resolve" in balancer
    assert services["nginx"]["volumes"][0].startswith("./nginx/birds.conf:")
    assert (ROOT / "deploy" / birds["build"]["context"] / "Dockerfile").is_file()


def test_hugging_face(tmp_path: Path) -> None:
    space = tmp_path / "space"
    subprocess.run(["sh", DEPLOY / "huggingface" / "make_space.sh", space], check=True)
    card = yaml.safe_load((space / "README.md").read_text().split("---")[1])
    assert card["sdk"] == "docker"
    dockerfile = (space / "Dockerfile").read_text()
    assert f" PORT={card['app_port']} BIRDAPP_PROXIES=1 BIRDAPP_FRAMED_BY=https://hug" in dockerfile
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
    for name in " ".join(copied).split():
        assert (space / name).exists(), name
    assert not (space / "models" / "birds.pkl").exists()


def test_cloud_build() -> None:
    pytest.importorskip("check_jsonschema")
    file = DEPLOY / "cloudrun" / "build.yaml"
    assert_schema("cloudbuild", file)
    assert "Dockerfile.gcp" in read(file)["steps"][0]["args"]


PAGES = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("DEPLOY.md", "FILES.md")]
GCLOUD = [found for page in PAGES for found in re.findall(r"^gcloud .+$", page, re.MULTILINE)]


@pytest.mark.parametrize("command", GCLOUD)
def test_gcloud_knows_the_command(command: str) -> None:
    if not shutil.which("gcloud"):
        pytest.skip("needs Google's SDK")
    linted = subprocess.run(
        ["gcloud", "meta", "lint-gcloud-commands", f"--command-string={command}"],
        capture_output=True, text=True,
    )  # fmt: skip
    (verdict,) = json.loads(linted.stdout)
    assert verdict["success"], verdict["error_message"]


def test_grafana_shows_what_is_measured() -> None:
    dashboard = json.loads((DEPLOY / "grafana" / "birds.json").read_text())
    queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    measured = {
        name
        for family in metrics.registry(multiprocess=False).collect()
        for name in (family.name, f"{family.name}_total", f"{family.name}_bucket")
    }
    groups = read(DEPLOY / "grafana" / "alerts.yaml")["groups"]
    queries += [rule["expr"] for group in groups for rule in group["rules"]]
    assert {name for query in queries for name in re.findall(r"\bbirds_\w+", query)} <= measured
    for query in queries:
        for labels in re.findall(r"by \(([\w, ]+)\)", query):
            assert set(labels.split(", ")) <= LABELS, query


def test_prometheus_takes_the_rules() -> None:
    if not shutil.which("promtool"):
        pytest.skip("needs promtool")
    rules = DEPLOY / "grafana" / "alerts.yaml"
    checked = subprocess.run(["promtool", "check", "rules", rules], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
