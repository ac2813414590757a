import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.security import answers, audit, secrets
from tests.security.audit import Unreachable

LOCK, INSTALLED = audit.WHAT


class Advisories(BaseHTTPRequestHandler):
    """Stands in for OSV: Flask has one known vulnerability."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        found = {
            "id": "PYSEC-0000-1",
            "aliases": ["CVE-0000-1"],
            "affected": [{
                "package": asked["package"],
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}],
            }],
        }  # fmt: skip
        body = json.dumps({"vulns": [found]} if asked["package"]["name"] == "flask" else {})
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[tuple[str, ...]]:
    """pip-audit's options to ask the stand-in."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Advisories) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield "-s", "osv", "--osv-url", f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def own_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "answers.toml"
    file.touch()
    monkeypatch.setattr(answers, "FILE", file)
    return file


@pytest.mark.parametrize("what", audit.WHAT)
def test_no_vulnerability_is_known_that_has_no_answer(what: str) -> None:
    try:
        advisories = audit.audit(what)
    except Unreachable as error:
        pytest.skip(f"not audited, the advisories could not be looked up: {error}")
    assert [each for each in advisories if not each.reason] == [], audit.told(what, advisories)


@pytest.mark.parametrize("what", audit.WHAT)
def test_a_known_vulnerability_is_found(
    what: str, service: tuple[str, ...], own_answers: Path
) -> None:
    (found,) = audit.audit(what, *service)
    assert found.package.lower().startswith("flask ")
    assert found.remedy == "repaired in 99"
    assert not found.reason
    assert "NO ANSWER" in audit.told(what, [found])


@pytest.mark.parametrize(("id", "status"), [("CVE-0000-1", 0), ("CVE-0000-2", 1)])
def test_it_is_in_order_once_it_has_an_answer(
    id: str,
    status: int,
    service: tuple[str, ...],
    own_answers: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(audit.WHAT, INSTALLED)
    own_answers.write_text(f'[[advisories]]\nid = "{id}"\nreason = "We do not call it."\n')
    assert audit.main(*service) == status


def test_nobody_to_ask_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main("-s", "osv", "--osv-url", "http://127.0.0.1:9/") == 2
    assert "NOT AUDITED" in capsys.readouterr().out


@pytest.mark.parametrize("known", [0, 1])
def test_a_package_that_nobody_knows_is_told(known: int, own_answers: Path) -> None:
    packages = [{"name": "flask", "version": "3.1.3", "vulns": []}] * known
    report = {"dependencies": [*packages, {"name": "ours", "skip_reason": "not found"}]}
    if not known:
        with pytest.raises(Unreachable, match="not found"):
            audit.read(report)
        return
    (found,) = audit.read(report)
    assert found.ids == {"ours"}
    own_answers.write_text('[[advisories]]\nid = "ours"\nreason = "We wrote it."\n')
    assert found.reason == "We wrote it."


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="git does not know these files")
def test_no_secret_is_in_the_project() -> None:
    files = secrets.tracked()
    assert "app.py" in files
    found = list(secrets.suspicions(ROOT, files))
    assert [each for each in found if not each.reason] == []


PLANTED = {
    "AWS Access Key": "key = '" + "AKIA" + "ZPH3QW7RT2LMX5VB" + "'",
    "Private Key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "GitHub Token": "ghp_" + "k3Jd9s" * 6,
    "Secret Keyword": "SECRET_KEY" + " = 'correct horse battery'",
    "Basic Auth Credentials": "redis://birds:" + "magpie7" + "@cache.example.org",
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_secret_is_found(kind: str, tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text(f"PORT = 8000\n{PLANTED[kind]}\n")
    found = list(secrets.suspicions(tmp_path, ["settings.py"]))
    assert kind in {each.kind for each in found}
    assert {each.line for each in found} == {2}
    assert not any(each.reason for each in found)
