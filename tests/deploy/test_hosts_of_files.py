"""What docs/FILES.md and the files of its hosts say, against the site as it is written."""

import json
import mimetypes
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from birdapp.settings import ROOT
from birdapp.web.frozen.host_headers import YEAR, host_headers
from tests import frozen

PAGE = (ROOT / "docs" / "FILES.md").read_text(encoding="utf-8")
SECTIONS = dict(part.split("\n", 1) for part in re.split(r"^##+ ", PAGE, flags=re.MULTILINE)[1:])
HOSTS = [
    "GitHub Pages", "Cloudflare Pages, Netlify", "S3 with CloudFront", "Azure Static Web Apps",
    "Google Cloud Storage", "Hugging Face static Space", "A USB stick",
]  # fmt: skip
APPS = ROOT / "deploy" / "static-web-apps" / "staticwebapp.config.json"
STACK = ROOT / "deploy" / "cloudfront" / "site.yaml"
SCHEMA = Path(__file__).parent / "vendor" / "schemastore" / "staticwebapp.config.json"
BINARY = "application/octet-stream"
TYPES = {
    ".onnx": BINARY,
    ".packed": BINARY,
    ".webmanifest": "application/manifest+json",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder: Path = tmp_path_factory.mktemp("hosted") / "site"
    frozen.write(folder)
    return [path for path in folder.rglob("*") if path.is_file()]


def headers(path: str) -> dict[str, str]:
    """What `_headers` says of a path."""
    part = re.search(rf"^{re.escape(path)}\n((?:  .+\n)+)", host_headers(), re.MULTILINE)
    assert part
    return dict(line.strip().split(": ", 1) for line in part[1].splitlines())


def stack() -> dict[str, Any]:
    resources: dict[str, Any] = yaml.safe_load(STACK.read_text(encoding="utf-8"))["Resources"]
    return resources


@pytest.mark.parametrize("page", ["DEPLOY.md", "FILES.md"])
def test_every_host_is_in_the_table_and_has_a_section(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = re.findall(r"^\| \[([^\]]+)\]\((?:FILES\.md)?#([\w-]+)\) \|", text, re.MULTILINE)
    rows = [(name, place) for name, place in found if name in HOSTS]
    assert rows == [(name, re.sub(r"[^\w ]", "", name).lower().replace(" ", "-")) for name in HOSTS]
    assert set(HOSTS) <= set(SECTIONS)


@pytest.mark.parametrize("host", HOSTS)
def test_each_host_says_how_to_update_and_to_go_back(host: str) -> None:
    assert "```sh\n" in SECTIONS[host]
    assert "**Update:**" in SECTIONS[host]
    assert "**Roll back:**" in SECTIONS[host]


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"(?:deploy|docs|\.github)/[\w./-]*\w", PAGE))
    assert named >= {"deploy/cloudfront/upload.sh", ".github/workflows/pages.yml"}
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_github_does_what_the_page_says() -> None:
    text = (ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["pages"]["steps"]
    run = [step["run"] for step in steps if "run" in step]
    said = re.search(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert said
    # GitHub's Python is called that.
    install, write = said[1].replace("python3 ", "python ").splitlines()
    assert run == [install, f'{write} --prefix "/${{GITHUB_REPOSITORY#*/}}/"']
    (upload,) = (step for step in steps if "upload-pages-artifact" in step.get("uses", ""))
    assert upload["with"]["path"] == "OUT"


def test_the_site_keeps_to_the_limits_of_hosts(site: list[Path]) -> None:
    assert max(path.stat().st_size for path in site) < 25 * 2**20
    assert len(site) < 20_000
    assert sum(path.stat().st_size for path in site) < 250_000_000


def test_every_file_has_a_type(site: list[Path]) -> None:
    suffixes = {path.suffix for path in site if not path.name.startswith((".", "_"))} - {""}
    assert set(TYPES) <= suffixes
    assert json.loads(APPS.read_text(encoding="utf-8"))["mimeTypes"] == TYPES
    upload = (ROOT / "deploy" / "cloudfront" / "upload.sh").read_text(encoding="utf-8")
    for suffix in suffixes:
        if suffix in TYPES:
            given = rf'{re.escape(suffix)}"[^-]*\\\n +--content-type {re.escape(TYPES[suffix])}'
            assert re.search(given, upload)
            assert f'--exclude "*{suffix}"' in upload
        else:
            assert mimetypes.guess_type(f"x{suffix}")[0], suffix


def test_azure_sends_the_headers_and_its_schema_is_kept() -> None:
    told = json.loads(APPS.read_text(encoding="utf-8"))
    assert told["globalHeaders"] == headers("/*")
    routes = {route["route"]: route["headers"] for route in told["routes"]}
    assert routes["/engine/*.{onnx}"] == headers("/engine/*.onnx")
    assert routes["/service-worker.js"] == headers("/service-worker.js")
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", SCHEMA, APPS],
        capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_cloudfront_sends_the_headers() -> None:
    policy = stack()["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]
    secure, (more,) = policy["SecurityHeadersConfig"], policy["CustomHeadersConfig"]["Items"]
    assert {
        "Content-Security-Policy": secure["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "X-Content-Type-Options": "nosniff" if "ContentTypeOptions" in secure else "",
        "Referrer-Policy": secure["ReferrerPolicy"]["ReferrerPolicy"],
        more["Header"]: more["Value"],
    } == headers("/*")
    upload = (ROOT / "deploy" / "cloudfront" / "upload.sh").read_text(encoding="utf-8")
    assert f'--cache-control "{YEAR}"' in upload


def test_google_sends_the_headers() -> None:
    section = SECTIONS["Google Cloud Storage"]
    sent = re.findall(r'--custom-response-header="([^"]+)"', section)
    assert dict(header.split(": ", 1) for header in sent) == headers("/*")
    assert f'engine/*.onnx --cache-control="{YEAR}"' in section


def test_what_is_not_there_is_answered_with_its_page(site: list[Path]) -> None:
    page = "404.html"
    assert page in {path.name for path in site}
    told = json.loads(APPS.read_text(encoding="utf-8"))["responseOverrides"]
    assert told == {"404": {"rewrite": f"/{page}"}}
    distribution = stack()["Site"]["Properties"]["DistributionConfig"]
    assert distribution["CustomErrorResponses"] == [
        {"ErrorCode": code, "ResponseCode": 404, "ResponsePagePath": f"/{page}"}
        for code in (403, 404)
    ]
    assert f"--web-error-page={page} " in SECTIONS["Google Cloud Storage"]


def test_cloudformation_takes_the_stack() -> None:
    if not shutil.which("cfn-lint"):
        pytest.skip("needs cfn-lint")
    linted = subprocess.run(["cfn-lint", STACK], capture_output=True, text=True)
    assert linted.returncode == 0, linted.stdout


def test_the_static_space_says_what_it_is(site: list[Path]) -> None:
    readme = (ROOT / "deploy" / "static-space" / "README.md").read_text(encoding="utf-8")
    card = yaml.safe_load(readme.split("---")[1])
    assert card["sdk"] == "static"
    assert card["app_file"] in {path.name for path in site}
    assert len(card["short_description"]) <= 60
