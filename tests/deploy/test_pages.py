"""What docs/ and deploy/ tell people to do: for the right machine, by tag, and back again."""

import re
from pathlib import Path

import pytest
import yaml

from birdapp.settings import ROOT
from tests.deploy.test_platform_files import all_texts, read

PAGE = (ROOT / "docs" / "DEPLOY.md").read_text(encoding="utf-8")
SECTIONS = dict(part.split("\n", 1) for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:])
PLATFORMS = [
    "PythonAnywhere", "A box with containers", "Cloud Run", "App Engine", "Elastic Beanstalk",
    "Azure App Service", "Kubernetes", "Hugging Face",
]  # fmt: skip
WITH_IMAGES = PLATFORMS[1:]
IMAGE = re.compile(
    r"(?:(?:azurecr\.io|amazonaws\.com|birds|REGISTRY)/birds|--image birds)\b([^\s/,\"]*)"
)
"""One of the images that is pushed to a registry, and what follows its name."""


def test_every_platform_of_the_table_is_here() -> None:
    table = PAGE.partition("## ")[0]
    assert re.findall(r"^\| \[([^\]]+)\]\(#", table, re.MULTILINE) == PLATFORMS


@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_platform_says_how_to_update_and_to_go_back(platform: str) -> None:
    assert re.search(r"\*\*Update\b", SECTIONS[platform])
    assert re.search(r"\*\*(R|r)oll back\b", SECTIONS[platform])


@pytest.mark.parametrize("platform", WITH_IMAGES)
def test_each_platform_names_the_machine_that_an_image_is_for(platform: str) -> None:
    assert "--platform" in SECTIONS[platform] and "linux/amd64" in SECTIONS[platform]


@pytest.mark.parametrize("file", all_texts(), ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_deployed_has_a_tag_of_its_own(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r":latest\b", text)
    if file.name == "kustomization.yaml":
        assert re.search(r"newTag: \w", text) or "images:" not in text
        return
    for tag in IMAGE.findall(text):
        assert re.match(r":[\w$]", tag), f"birds{tag}"


@pytest.mark.parametrize(
    "command", re.findall(r"^(?:docker build|az acr build).+REGISTRY.+$", PAGE, re.MULTILINE)
)
def test_what_is_pushed_is_built_for_the_clouds_machines(command: str) -> None:
    assert "--platform linux/amd64" in command


def test_images_that_the_files_build_are_for_the_clouds_machines() -> None:
    steps = read(ROOT / "deploy" / "cloudrun" / "build.yaml")["steps"][0]["args"]
    assert steps[steps.index("--platform") + 1] == "linux/amd64"
    assert "--platform linux/amd64" in (ROOT / "deploy" / "azure" / "deploy.sh").read_text()


def test_scaling_says_of_cloud_run_what_its_file_says() -> None:
    page = (ROOT / "docs" / "SCALING.md").read_text(encoding="utf-8")
    service = yaml.safe_load((ROOT / "deploy" / "cloudrun" / "service.yaml").read_text())
    written = service["spec"]["template"]["spec"]["containerConcurrency"]
    assert [int(n) for n in re.findall(r"containerConcurrency: (\d+)", page)] == [written]


def test_what_a_proxy_must_pass_is_what_nginx_passes() -> None:
    asked = re.findall(r"^\| `([\w-]+)` \|", SECTIONS["What a proxy must pass"], re.MULTILINE)
    conf = (ROOT / "deploy" / "nginx" / "birds.conf").read_text(encoding="utf-8")
    passed = dict(re.findall(r"^\s*proxy_set_header (\S+) (\S+);", conf, re.MULTILINE))
    assert {"Host", "X-Forwarded-For", "X-Forwarded-Proto"} <= set(asked) & set(passed)
    assert passed["Host"] in SECTIONS["What a proxy must pass"]
    assert passed["X-Forwarded-For"] in SECTIONS["What a proxy must pass"]
