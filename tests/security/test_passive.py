import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import request

from tests.conftest import GUIDE
from tests.security.passive import checks, mistakes, probes
from tests.security.passive.little_site import (
    Spoil,
    answering,
    breaking_lines,
    error,
    header,
    instead,
    sending_away,
    served,
    text,
)
from tests.security.passive.scan import check, probe, scan, table
from tests.security.passive.web import Site
from tests.serving import GUNICORN, LAPTOP, running

QUICK = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "1"}
BEHIND_TLS = {"BIRDAPP_HTTPS_ONLY": "on", "BIRDAPP_PROXIES": "1", "BIRDAPP_HOSTS": "127.0.0.1"}
TLS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
NAME = "https://stranger.example/x"


@pytest.mark.parametrize(
    ("command", "variables", "through"),
    [(GUNICORN, {}, {}), (GUNICORN, BEHIND_TLS, TLS), (LAPTOP, {}, {})],
    ids=["gunicorn", "behind TLS", "laptop"],
)
def test_nothing_is_found(
    command: list[str], variables: dict[str, str], through: dict[str, str], tmp_path: Path
) -> None:
    with running(command, tmp_path, **QUICK, **variables) as server:
        answers, findings = scan(Site(server.url, through))
    print(f"\n{table(answers, findings)}")
    assert findings == [], table(answers, findings)
    asked = {answer.path for answer in answers}
    assert {
        "/about/",
        "/static/style.css",
        f"/species/{GUIDE.slugs[0]}/emblem.svg",
        "/api/",
    } <= asked
    assert {200, 400, 404, 405, 413, 415, 422} <= {answer.status for answer in answers}


def test_nothing_is_found_where_the_model_is_missing(tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    for name in ("species.json", "region.json"):
        shutil.copy(GUIDE.folder / name, models)
    with running(GUNICORN, tmp_path, "/healthz", **QUICK, BIRDAPP_MODELS=str(models)) as server:
        site = Site(server.url)
        answers = [
            *map(site.ask, ("/", "/about/", "/readyz", "/api/v1/model")),
            site.ask("/", "POST", *mistakes.own_form(site, mistakes.lorikeet())),
            site.ask("/api/v1/identify", "POST", mistakes.lorikeet(), mistakes.JPEG),
        ]
        assert [answer.status for answer in answers] == [200, 200, 503, 503, 503, 503]
        assert list(check(answers, site, *checks.CHECKS)) == []


def test_nothing_is_found_where_the_birds_are_missing(tmp_path: Path) -> None:
    with running(GUNICORN, tmp_path, "/healthz", **QUICK, BIRDAPP_MODELS=str(tmp_path)) as server:
        site = Site(server.url)
        answers = [*map(site.ask, ("/", "/about/", "/readyz", "/api/v1/model", "/species/"))]
        assert [answer.status for answer in answers] == [503] * 5
        assert list(check(answers, site, *checks.CHECKS)) == []


def test_nothing_is_found_in_a_little_site_in_order() -> None:
    with served(lambda _: None) as url:
        answers, findings = scan(Site(url, TLS))
    assert findings == []
    paths = {answer.path for answer in answers}
    assert {"/style.css", "/script.js", "/other.js", "/emblem.svg", "/nowhere"} <= paths


class Spoilt(NamedTuple):
    look: checks.Check
    words: str
    spoil: Spoil


CSP = "Content-Security-Policy"
PERMISSIONS = "Permissions-Policy"
HSTS = "Strict-Transport-Security"
HTML, CSS, JS = "text/html", "text/css", "text/javascript"

SPOILT = [
    Spoilt(checks.policy, "has no default-src", header(CSP)),
    Spoilt(checks.policy, "has no frame-ancestors", instead(CSP, "frame-ancestors", "x")),
    Spoilt(checks.policy, "unsafe-inline", instead(CSP, "'self'", "'self' 'unsafe-inline'")),
    Spoilt(checks.policy, "unsafe-eval", instead(CSP, "'self'", "'unsafe-eval'")),
    Spoilt(checks.policy, "default-src *", instead(CSP, "default-src 'self'", "default-src *")),
    Spoilt(checks.policy, "default-src data:", instead(CSP, "default-src", "default-src data:")),
    Spoilt(checks.policy, NAME, instead(CSP, "img-src", f"img-src {NAME}")),
    Spoilt(checks.headers, "guess the content type", header("X-Content-Type-Options")),
    Spoilt(checks.headers, "told to other sites", header("Referrer-Policy", "unsafe-url")),
    Spoilt(checks.headers, "policy for geolocation", instead(PERMISSIONS, "geolocation", "x")),
    Spoilt(checks.headers, "about caching", header("Cache-Control")),
    Spoilt(checks.headers, "may be kept", header("Cache-Control", "max-age=60")),
    Spoilt(checks.talk, "X-Powered-By", header("X-Powered-By", "Flask")),
    Spoilt(checks.talk, "a version", header("Server", "gunicorn/27.0.1")),
    Spoilt(checks.transport, "Strict-Transport", header(HSTS)),
    Spoilt(checks.transport, "Strict-Transport", header(HSTS, "max-age=60")),
    Spoilt(checks.cookies, "scripts can read", instead("Set-Cookie", "HttpOnly;", "")),
    Spoilt(checks.cookies, "from other sites", instead("Set-Cookie", "=Lax", "=None")),
    Spoilt(checks.cookies, "in the clear", instead("Set-Cookie", "Secure;", "")),
    Spoilt(checks.cookies, "by a proxy", header("Cache-Control", "public, max-age=60")),
    Spoilt(checks.sharing, "other sites", header("Access-Control-Allow-Origin", "*")),
    Spoilt(checks.content_type, "no charset", instead("Content-Type", "; charset=utf-8", "")),
    Spoilt(checks.content_type, "no text/html", text(HTML, "<!doctype html>", "x")),
    Spoilt(checks.content_type, "no application/json", header("Content-Type", "application/json")),
    Spoilt(checks.content_type, ".css file", instead("Content-Type", "text/css", "text/plain")),
    Spoilt(checks.leaks, "a traceback", error("Traceback (most recent call last):")),
    Spoilt(checks.leaks, "a line of code", error('File "app.py", line 3')),
    Spoilt(checks.leaks, "a path", error("[Errno 2] /home/birds/models/birds.onnx")),
    Spoilt(checks.leaks, "a version", error("Werkzeug/3.1.3 Python/3.11")),
    Spoilt(checks.leaks, "a private address", error("upstream 192.168.0.12")),
    Spoilt(checks.leaks, "a debugger", error("?__debugger__=yes")),
    Spoilt(checks.strangers, "stranger.example", text(HTML, "/script.js", NAME)),
    Spoilt(checks.strangers, "stranger.example", text(HTML, 'action="/"', f'action="{NAME}"')),
    Spoilt(checks.strangers, "stranger.example", text(CSS, "/emblem.svg", NAME)),
    Spoilt(checks.strangers, "stranger.example", text(JS, "./other.js", NAME)),
    Spoilt(checks.strangers, "mixed", text(HTML, "/style.css", "http:style.css")),
    Spoilt(checks.markup, "an inline script", text(HTML, "</body>", "<script>x()</script>")),
    Spoilt(checks.markup, "an inline style", text(HTML, "</body>", "<style>p {}</style>")),
    Spoilt(checks.markup, "an inline style", text(HTML, "<body>", '<body style="color: red">')),
    Spoilt(checks.markup, "handler, onload", text(HTML, "<body>", '<body onload="x()">')),
    Spoilt(checks.markup, "a javascript: ", text(HTML, "/nowhere", "javascript:x()")),
    Spoilt(checks.markup, "over its window", text(HTML, "<a ", '<a target="_blank" ')),
    Spoilt(checks.markup, "for insiders", text(HTML, "<body>", "<!-- remove this --><body>")),
    Spoilt(checks.forms, "without a token", text(HTML, "csrf_token", "other")),
    Spoilt(checks.scripts, "eval(", text(JS, "import", "eval(location.hash);import")),
]


@pytest.mark.parametrize(
    "spoilt", SPOILT, ids=[f"{each.look.__name__}: {each.words}" for each in SPOILT]
)
def test_a_fault_of_an_answer_is_found(spoilt: Spoilt) -> None:
    with served(spoilt.spoil) as url:
        site = Site(url, TLS)
        answers = [*site.crawl(), site.ask("/", "POST")]
        found = list(check(answers, site, spoilt.look))
    assert any(spoilt.words in finding.what for finding in found)


def traced() -> str | None:
    return str(request.headers) if request.method == "TRACE" else None


def deleted() -> str | None:
    return "gone" if request.method == "DELETE" else None


def listed() -> str | None:
    return "style.css" if request.path.endswith("/") and "static" in request.path else None


def out_of_the_folder() -> str | None:
    return "source" if ".." in request.path else None


def backed_up() -> str | None:
    return "source" if request.path.endswith(".bak") else None


def shown() -> str | None:
    return request.args.get("q")


def next_page() -> str | None:
    return request.args.get("next")


def own_address() -> str | None:
    return f"http://{request.host}/species/" if request.path == "/species" else None


def forwarded() -> str | None:
    host = request.headers.get("X-Forwarded-Host", request.host)
    return f'<link rel="canonical" href="http://{host}/">'


def accepted() -> str | None:
    return "thank you" if request.method == "POST" else None


@pytest.mark.parametrize(
    ("attempt", "words", "spoil"),
    [
        (probes.methods, "echoes", answering(traced)),
        (probes.methods, "DELETE is allowed", answering(deleted)),
        (probes.back_doors, "not for visitors", answering(listed)),
        (probes.back_doors, "not for visitors", answering(out_of_the_folder)),
        (probes.back_doors, "not for visitors", answering(backed_up)),
        (probes.line_breaks, "begins a header", breaking_lines),
        (probes.reflections, "shows markup", answering(shown)),
        (probes.redirects, "sends visitors", sending_away(next_page)),
        (probes.hosts, "Host decides", sending_away(own_address)),
        (probes.hosts, "X-Forwarded-Host decides", answering(forwarded)),
        (probes.other_sites, "may read", header("Access-Control-Allow-Origin", "*")),
        (probes.other_sites, "may send", answering(accepted)),
    ],
)
def test_a_fault_of_the_site_is_found(attempt: probes.Probe, words: str, spoil: Spoil) -> None:
    with served(spoil) as url:
        found = list(probe(Site(url), attempt))
    assert any(words in finding.what for finding in found)
