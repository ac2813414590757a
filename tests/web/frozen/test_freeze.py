"""The whole site as files: complete, linked, the same each time, and careful with what is there."""

import hashlib
import json
import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import Result
from flask.testing import FlaskClient

from birdapp import create_app
from birdapp.guide.bird_folder import Guide
from birdapp.recognition.loading import IN_BROWSERS
from birdapp.server.headers import HEADERS
from birdapp.web.frozen import freeze
from birdapp.web.frozen.folder import FIRST_LINE, MARK, NotOursError
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


def files(folder: Path) -> dict[str, str]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }


def addresses_in(name: str, text: str) -> list[str]:
    """What a file leads to, as the file says it."""
    if name.endswith(".html"):
        return Addresses(text).found
    if name.endswith(".js"):
        return re.findall(r'(?:from |import\(|new URL\()"(\.[^"]+\.js)"', text)
    if name == "manifest.webmanifest":
        told = json.loads(text)
        return [
            told["start_url"],
            told["share_target"]["action"],
            *[i["src"] for i in told["icons"]],
        ]
    if name == "engine/files.json":
        return [f"../{file['address']}" for file in json.loads(text)["files"]]
    if name == "engine/birds.json":
        told = json.loads(text)
        return [told["runtime"]["address"], told["weights"]["address"]]
    return []


def test_every_link_leads_to_a_file_wherever_the_site_is(folder: Path) -> None:
    there = files(folder)
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
    there = files(folder)
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
    said = ("forget it", "Sending the photo", "MB at once", "Never send my photos", "cookie, which")
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


def test_what_is_not_there_leads_home_from_any_folder(folder: Path) -> None:
    text = (folder / "404.html").read_text(encoding="utf-8")
    assert "404 Not Found" in text
    home = urlsplit(PREFIX).path
    addresses = Addresses(text).found
    assert f'href="{home}">Go to the start page' in text
    assert all(address.startswith((home, "#")) for address in addresses), addresses


def test_headers_for_hosts_that_read_them(folder: Path) -> None:
    text = (folder / "_headers").read_text(encoding="utf-8")
    assert "frame-ancestors 'none'" in text
    assert "default-src" not in text, "it would keep the engine's worker from compiling"
    assert (folder / ".nojekyll").exists()


def test_written_again_it_is_the_same_and_leaves_nothing_old(tmp_path: Path) -> None:
    site = tmp_path / "site"
    frozen.write(site)
    before = files(site)
    written = (site / "index.html").stat().st_mtime_ns
    (site / "dodos").mkdir()
    (site / "dodos" / "dodo.html").write_text("gone")
    mark = site / MARK
    mark.write_text(mark.read_text(encoding="utf-8") + "dodos/dodo.html\n", encoding="utf-8")
    (site / "CNAME").write_text("birds.example")
    frozen.write(site)
    after = files(site)
    assert after.pop("CNAME")
    assert after == before
    assert not (site / "dodos").exists()
    assert (site / "index.html").stat().st_mtime_ns == written


def lay(folder: Path, things: dict[str, str]) -> None:
    for name, text in things.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


OF_OTHERS = [
    {"thesis.txt": "years of work"},
    {"service-worker.js": "self", "notes.txt": "mine", "src/thesis.txt": "years of work"},
    {"index.html": "a page of my own"},
    {"_headers": "/*\n  X-Mine: yes\n"},
    {MARK: "what is this?\n", "thesis.txt": "years of work"},
    {MARK: f"{FIRST_LINE}\n../thesis.txt\n"},
    {MARK: f"{FIRST_LINE}\nsome.html\n", "index.html": "a page of my own"},
    {"CNAME": "birds.example", "src/thesis.txt": "years of work"},
]


@pytest.mark.parametrize("things", OF_OTHERS, ids=[" ".join(things) for things in OF_OTHERS])
def test_a_folder_with_something_else_is_left_alone(tmp_path: Path, things: dict[str, str]) -> None:
    site = tmp_path / "site"
    lay(site, things)
    (tmp_path / "thesis.txt").write_text("years of work")
    before = files(tmp_path)
    with pytest.raises(NotOursError):
        frozen.write(site)
    assert files(tmp_path) == before


def test_what_lies_in_a_folder_of_ours_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    frozen.write(site)
    lay(site, {"README.md": "of the Space", "species/thesis.txt": "years of work"})
    frozen.write(site)
    assert {"README.md", "species/thesis.txt"} <= files(site).keys()


def test_a_repository_with_a_name_of_its_own_is_written_into(tmp_path: Path) -> None:
    lay(tmp_path, {".git/HEAD": "ref: refs/heads/main", "CNAME": "birds.example"})
    frozen.write(tmp_path)
    there = files(tmp_path).keys()
    assert {".git/HEAD", "CNAME", "index.html"} <= there


def test_who_breaks_off_can_begin_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While pages are made nothing is written; while they are put there, it is known whose."""
    made = freeze.get_guide

    def broken_off() -> Guide:
        raise KeyboardInterrupt

    monkeypatch.setattr(freeze, "get_guide", broken_off)
    with pytest.raises(KeyboardInterrupt):
        frozen.write(tmp_path / "site")
    assert not (tmp_path / "site").exists()
    monkeypatch.setattr(freeze, "get_guide", made)
    frozen.write(tmp_path / "site")
    whole = files(tmp_path / "site")
    for name in [*whole][::2]:
        if name != MARK:
            (tmp_path / "site" / name).unlink()
    frozen.write(tmp_path / "site")
    assert files(tmp_path / "site") == whole


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    done = run(tmp_path / "site")
    assert done.exit_code == 0, done.output
    assert f"Wrote {len(files(tmp_path / 'site'))} files" in done.output
    below = run(tmp_path / "below", "--prefix", "birds")
    assert below.exit_code == 0, below.output
    assert 'href="/birds/species/index.html"' in (tmp_path / "below/404.html").read_text("utf-8")


def test_the_command_says_in_a_sentence_what_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert_told(run(tmp_path), "is not empty")
    assert_told(run(tmp_path / "thesis.txt" / "site"), "cannot be written to")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    told = run(tmp_path / "site")
    tmp_path.chmod(0o700)
    assert_told(told, "Permission denied. Name a folder that you may write to.")


def test_birds_that_no_browser_can_name_are_told_before_anything_is_written(tmp_path: Path) -> None:
    birds = tmp_path / "birds"
    shutil.copytree(GUIDE.folder, birds, ignore=shutil.ignore_patterns(IN_BROWSERS, "*.pkl"))
    assert_told(run(tmp_path / "site", birds=birds), f"{birds} has no {IN_BROWSERS}")
    assert not (tmp_path / "site").exists()


def run(folder: Path, *options: str, birds: Path = GUIDE.folder) -> Result:
    app = create_app({**frozen.SETTINGS, "MODELS": birds})
    return app.test_cli_runner().invoke(args=["birds", "site", *options, str(folder)])


def assert_told(done: Result, words: str) -> None:
    assert done.exit_code == 1
    assert words in done.output
    assert "Traceback" not in done.output
    assert isinstance(done.exception, SystemExit)
