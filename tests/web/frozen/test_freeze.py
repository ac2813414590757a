"""The whole site as files: complete, linked, and true to what a site without a server can do."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from birdapp.server.headers import HEADERS
from tests import frozen
from tests.conftest import GUIDE

PREFIX = "https://site.example/some/where/"


class Addresses(HTMLParser):
    """All that a page leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value for name, value in attrs if name in ("href", "src", "action") and value
        ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written: Path = tmp_path_factory.mktemp("frozen") / "site"
    frozen.write(written, urlsplit(PREFIX).path)
    return written


def addresses_in(name: str, text: str) -> list[str]:
    """What a file leads to, as the file says it."""
    if name.endswith(".html"):
        return Addresses(text).found
    if name == "service-worker.js":
        site = json.loads(text.partition(" = ")[2].partition(";\n")[0])
        return [site["shared"], site["share_target"]["action"], site["manifest"]]
    if name.endswith(".js"):
        return re.findall(r'(?:from |import\(|new URL\()"(\.[^"]+\.js)"', text)
    if name == "manifest.webmanifest":
        told = json.loads(text)
        assert "share_target" not in told, "its host takes no photo"
        return [told["start_url"], *[i["src"] for i in told["icons"]]]
    if name == "engine/files.json":
        return [f"../{file['address']}" for file in json.loads(text)["files"]]
    if name == "engine/birds.json":
        told = json.loads(text)
        return [told["runtime"]["address"], told["weights"]["address"]]
    return []


def test_every_link_leads_to_a_file_wherever_the_site_is(folder: Path) -> None:
    there = frozen.files(folder)
    checked = 0
    for name in there:
        if not name.endswith((".html", ".js", ".json", ".webmanifest")):
            continue
        text = (folder / name).read_text(encoding="utf-8")
        for address in addresses_in(name, text):
            assert not address.startswith("/") or name == "404.html", (name, address)
            whole = urljoin(PREFIX + name, address)
            if urlsplit(whole).netloc != urlsplit(PREFIX).netloc or address.startswith("data:"):
                continue
            assert whole.startswith(PREFIX), (name, address)
            target = unquote(urlsplit(whole).path.removeprefix(urlsplit(PREFIX).path))
            if target.endswith("/") or not target:
                target += "index.html"
            assert target in there, (name, address)
            checked += 1
    assert checked > 20 * len(GUIDE.species)


def test_what_is_kept_on_a_phone_is_there(folder: Path) -> None:
    there = frozen.files(folder)
    told = json.loads((folder / "engine/files.json").read_text(encoding="utf-8"))
    assert {page or "index.html" for page in told["pages"]} <= {*there}
    for file in told["files"]:
        assert there[file["address"]] == file["sha256"]


def test_each_page_brings_its_policy_and_no_forms_token(folder: Path) -> None:
    policy = HEADERS["Content-Security-Policy"].replace("; frame-ancestors 'none'", "")
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8").replace("&#39;", "'")
        assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in text
        assert "csrf_token" not in text
        assert "unsafe" not in text


def test_no_page_says_that_a_photo_is_sent_to_us(folder: Path, client: FlaskClient) -> None:
    said = ("forget it", "MB at once", "Never send my photos", "cookie, which")
    sends = re.compile(r"\b(send|upload) a photo|\bserver\b(?! that could look)", re.IGNORECASE)
    for file in ("index.html", "404.html", "manifest.webmanifest", "about/index.html"):
        assert not sends.findall((folder / file).read_text(encoding="utf-8")), file
    told = json.loads((folder / "engine/birds.json").read_text(encoding="utf-8"))["photo"]
    assert not [one for one in told["sentences"].values() if "send" in one]
    for path in ("", "about/", "phone/"):
        text = (folder / path / "index.html").read_text(encoding="utf-8")
        assert not [words for words in said if words in text], path
    pages = "".join(client.get(f"/{path}").text for path in ("", "about/", "phone/"))
    assert all(words in pages for words in said), "a server's pages do say it"


def test_the_api_answers_as_files(folder: Path, client: FlaskClient) -> None:
    pairs = {"species": "species.json", "model": "model.json"}
    pairs |= {f"species/{slug}": f"species/{slug}.json" for slug in GUIDE.slugs}
    for path, name in pairs.items():
        told = json.loads((folder / "api/v1" / name).read_text(encoding="utf-8"))
        assert told == client.get(f"/api/v1/{path}").json


def test_the_api_is_described_as_it_is_there(folder: Path) -> None:
    told = json.loads((folder / "api/v1/openapi.json").read_text(encoding="utf-8"))
    there = frozen.files(folder)
    (server,) = told["servers"]
    home = urljoin(f"{PREFIX}api/v1/openapi.json", server["url"]).rstrip("/")
    assert f"{home}/" == PREFIX
    for path, methods in told["paths"].items():
        assert [*methods] == ["get"]
        for slug in GUIDE.slugs:
            assert path.format(slug=slug).removeprefix("/") in there
    listed = {re.sub(r"/species/.*", "/species/{slug}.json", name) for name in there}
    assert {f"/{name}" for name in listed if name.startswith("api/")} == {*told["paths"]}


def test_what_is_not_there_leads_home_from_any_folder(folder: Path) -> None:
    text = (folder / "404.html").read_text(encoding="utf-8")
    assert "404 Not Found" in text
    assert "There is no page at this address." in text
    home = urlsplit(PREFIX).path
    addresses = Addresses(text).found
    assert f'href="{home}">Go to the start page' in text
    assert all(address.startswith((home, "#")) for address in addresses), addresses


def test_headers_for_hosts_that_read_them(folder: Path) -> None:
    text = (folder / "_headers").read_text(encoding="utf-8")
    assert "frame-ancestors 'none'" in text
    assert "default-src" not in text, "it would keep the engine's worker from compiling"
    assert (folder / ".nojekyll").exists()
