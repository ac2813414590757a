"""What GitHub, Dependabot and pre-commit are told: by their schemas, and by what the app says."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from birdapp.settings import ROOT
from pythons import NEWEST, OLDEST, complaint

BIN = Path(sys.executable).parent
ACTIONLINT = (BIN / "actionlint", "-shellcheck=", "-pyflakes=")
"""Without what it would use where that happens to be installed."""

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CI_RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def read(file: str) -> Any:
    return yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))


def complaints(*command: str | Path) -> str:
    """What a checker has to say; nothing where all is well."""
    done = subprocess.run([*command], cwd=ROOT, capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


def test_the_workflows_that_were_promised_are_there() -> None:
    assert [file.stem for file in WORKFLOWS] == ["ci", "light", "pages", "release", "weekly"]


def test_actionlint_finds_nothing() -> None:
    assert complaints(*ACTIONLINT, *WORKFLOWS) == ""


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOWS[0].read_text().replace("actions/checkout@v6", "actions/checkout"))
    assert "actions/checkout" in complaints(*ACTIONLINT, wrong)


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        *(("github-workflows", file) for file in WORKFLOWS),
        ("dependabot", ROOT / ".github" / "dependabot.yml"),
    ],
    ids=lambda value: getattr(value, "stem", value),
)
def test_the_published_schema_is_kept(schema: str, file: Path) -> None:
    check = BIN / "check-jsonschema"
    assert complaints(check, "--builtin-schema", f"vendor.{schema}", file) == ""


def test_the_hooks_are_what_ci_checks() -> None:
    config = ".pre-commit-config.yaml"
    assert complaints(BIN / "pre-commit", "validate-config", config) == ""
    entries = [hook["entry"] for repo in read(config)["repos"] for hook in repo["hooks"]]
    assert entries == [line for line in CI_RUN.splitlines() if line.startswith(".venv-test/bin/")]


def test_every_python_is_tried_and_one_that_is_too_old() -> None:
    jobs = read(".github/workflows/light.yml")["jobs"]
    assert jobs["light"]["strategy"]["matrix"]["python"] == [
        f"3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)
    ]
    *_, setup, step = jobs["too-old"]["steps"]
    too_old = tuple(map(int, setup["with"]["python-version"].split(".")))
    assert f'"{complaint(too_old)}"' in step["run"]


def test_ci_runs_in_the_python_that_the_images_have() -> None:
    container = read(".github/workflows/ci.yml")["jobs"]["everything"]["container"]["image"]
    assert container == read(".github/workflows/weekly.yml")["jobs"]["drift"]["container"]
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    base = re.search(r"^FROM ([^\s@]+)", dockerfile, re.MULTILINE)
    assert base and base[1] == container.replace("-bookworm", "-slim-bookworm")


def test_a_release_has_both_architectures_a_bill_of_materials_and_its_provenance() -> None:
    job = read(".github/workflows/release.yml")["jobs"]["images"]
    (build,) = (
        step["with"] for step in job["steps"] if "build-push-action" in step.get("uses", "")
    )
    assert build["platforms"] == "linux/amd64,linux/arm64"
    assert (build["sbom"], build["provenance"], build["push"]) == (True, "mode=max", True)
    assert build["build-args"].startswith("VERSION=")
    dockerfiles = [row["dockerfile"] for row in job["strategy"]["matrix"]["include"]]
    assert all((ROOT / name).is_file() for name in dockerfiles)
