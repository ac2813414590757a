"""deploy/kubernetes as kubectl puts it together, against Kubernetes' own schemas and the app."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from birdapp.settings import ROOT, SETTINGS, read_settings

FOLDER = ROOT / "deploy" / "kubernetes"
VARIABLES = {setting.variable for setting in SETTINGS}
GRACE = 8
VENDOR = Path(__file__).parent / "vendor"
FOREIGN = {"PodMonitor": VENDOR / "prometheus-operator" / "pod-monitor-0.80.1.json"}
"""Kinds that Kubernetes itself does not know, and where their own schemas are."""


def resources(folder: str) -> dict[str, Any]:
    """All resources of a Kustomization, by their kinds."""
    if not shutil.which("kubectl"):
        pytest.skip("needs kubectl")
    built = subprocess.run(
        ["kubectl", "kustomize", FOLDER / folder], capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    return {found["kind"]: found for found in yaml.safe_load_all(built.stdout)}


BOTH = pytest.mark.parametrize("folder", ["base", "public"])


def test_gunicorns_grace_is_the_one_known_here() -> None:
    assert f"graceful_timeout = {GRACE}\n" in (ROOT / "gunicorn.conf.py").read_text()


@BOTH
def test_schemas(folder: str) -> None:
    kubernetes_validate = pytest.importorskip("kubernetes_validate")
    found = resources(folder)
    assert {"Deployment", "Service", "NetworkPolicy", "PodDisruptionBudget"} < set(found)
    for kind in set(found) - set(FOREIGN):
        kubernetes_validate.validate(found[kind], "1.33", strict=True)


def test_the_operators_own_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    found = resources("public")
    for kind, file in FOREIGN.items():
        validator = jsonschema.Draft202012Validator(json.loads(file.read_text(encoding="utf-8")))
        validator.validate(found[kind])
        (endpoint,) = found[kind]["spec"]["podMetricsEndpoints"]
        for wrong in (
            {"metricsPath": "/metrics"},
            {"port": 8080},
            {"scheme": "gopher"},
            {"authorization": {"credentials": {"name": "birds"}}},
        ):
            spec = {"podMetricsEndpoints": [endpoint | wrong]}
            assert not validator.is_valid(found[kind] | {"spec": found[kind]["spec"] | spec})


@pytest.mark.parametrize("folder", ["base", "public"])
def test_every_file_is_part_of_it(folder: str) -> None:
    named = yaml.safe_load((FOLDER / folder / "kustomization.yaml").read_text())
    parts = {*named["resources"], *(patch["path"] for patch in named.get("patches", []))}
    files = {file.name for file in (FOLDER / folder).glob("*.yaml")}
    assert files == {name for name in parts if name.endswith(".yaml")} | {"kustomization.yaml"}


@BOTH
def test_the_parts_fit_together(folder: str) -> None:
    found = resources(folder)
    deployment = found["Deployment"]["spec"]
    labels = deployment["template"]["metadata"]["labels"]
    pod = deployment["template"]["spec"]
    (container,) = pod["containers"]
    values = {entry["name"]: entry.get("value") for entry in container["env"]}
    assert set(values) <= VARIABLES
    for name, value in values.items():
        assert value is None or read_settings({name: value})
    assert container["ports"] == [{"name": "http", "containerPort": int(values["PORT"])}]
    assert values["BIRDAPP_WORKERS"] == container["resources"]["requests"]["cpu"]
    for probe, path in [("startup", "/readyz"), ("readiness", "/readyz"), ("liveness", "/healthz")]:
        assert container[f"{probe}Probe"]["httpGet"] == {"path": path, "port": "http"}
    drained = container["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] > drained + GRACE
    assert labels == deployment["selector"]["matchLabels"]
    assert labels == found["Service"]["spec"]["selector"]
    assert labels == found["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"]
    assert labels == found["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"]
    for spread in pod["topologySpreadConstraints"]:
        assert labels == spread["labelSelector"]["matchLabels"]
    assert found["NetworkPolicy"]["spec"]["ingress"][0]["ports"][0]["port"] == "http"
    assert found["Service"]["spec"]["ports"][0]["targetPort"] == "http"
    target = found["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    meant = found["Deployment"]
    assert target == {key: meant[key] for key in ("apiVersion", "kind")} | meant["metadata"]


def test_the_public_site(app: Flask) -> None:
    found = resources("public")
    (container,) = found["Deployment"]["spec"]["template"]["spec"]["containers"]
    env = {entry["name"]: entry for entry in container["env"]}
    assert env["BIRDAPP_HTTPS_ONLY"]["value"] == "on"
    ingress = found["Ingress"]
    (rule,) = ingress["spec"]["rules"]
    (tls,) = ingress["spec"]["tls"]
    assert tls["hosts"] == [rule["host"]]
    service = rule["http"]["paths"][0]["backend"]["service"]
    assert service["name"] == found["Service"]["metadata"]["name"]
    assert service["port"]["name"] == found["Service"]["spec"]["ports"][0]["name"]
    size = ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"]
    assert int(size.removesuffix("m")) * 2**20 > app.config["MAX_CONTENT_LENGTH"] + 100_000
    (endpoint,) = found["PodMonitor"]["spec"]["podMetricsEndpoints"]
    monitored = found["PodMonitor"]["spec"]["selector"]["matchLabels"]
    assert monitored == found["Service"]["spec"]["selector"]
    assert (endpoint["port"], endpoint["path"]) == ("http", "/metrics")
    secret = env["BIRDAPP_METRICS_TOKEN"]["valueFrom"]["secretKeyRef"]
    assert endpoint["authorization"]["credentials"] == {key: secret[key] for key in ("name", "key")}
