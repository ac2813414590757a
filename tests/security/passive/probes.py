"""Requests that nobody sends by accident, and what must not come back."""

from collections.abc import Callable, Iterator
from urllib.parse import quote, urljoin, urlsplit

from tests.conftest import GUIDE
from tests.security.passive.web import Answer, Site, links_of

Fault = tuple[Answer, str]
Probe = Callable[[Site], Iterator[Fault]]

STRANGER = "stranger.example"
SCRIPT = '"><script>alert(1)</script>'

METHODS = ("TRACE", "TRACK", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "BREW")
BACK_DOORS = (
    "/.git/config", "/.git/HEAD", "/.env", "/.htaccess", "/.DS_Store", "/.ci/run", "/app.py",
    "/app.pyc", "/app.py~", "/app.py.bak", "/birdapp/settings.py", "/gunicorn.conf.py",
    "/requirements.txt", "/Dockerfile", "/models/birds.pkl", "/models/birds.onnx",
    "/templates/base.html", "/static/style.css~", "/static/style.css.bak", "/static/.git/config",
    "/backup.zip", "/server-status", "/console", "/admin", "/debug", "/phpinfo.php",
)  # fmt: skip
FOLDERS = (
    "/static", "/static/", "/static/js", "/static/js/", "/static/vendor/", "/models/",
    "/templates/",
)  # fmt: skip
WAYS_OUT = (
    "../app.py", "../../app.py", "..%2fapp.py", "%2e%2e/app.py", "%2e%2e%2fapp.py", "..%5capp.py",
    "..%255capp.py", "%252e%252e%252fapp.py", "....//app.py", "..;/app.py", "js/../../app.py",
    "..%c0%afapp.py", "../models/birds.json", "..%00/app.py", "/etc/passwd", "%2fetc%2fpasswd",
    "../../../../../../etc/passwd",
)  # fmt: skip
REDIRECTS = (
    f"//{STRANGER}/", f"//{STRANGER}/species", f"/%2f{STRANGER}/", f"/%5c{STRANGER}/",
    f"/species//{STRANGER}", f"/species?next=https://{STRANGER}", f"/?url=https://{STRANGER}",
    f"/species/%2f%2f{STRANGER}", f"/.{STRANGER}", f"/species/..//{STRANGER}/",
)  # fmt: skip
REFLECTED = (
    "/?q={}", "/species/?q={}", "/species/?colour={}", "/species/?size={}", "/species/?state={}",
    "/species/{}", f"/species/{GUIDE.slugs[0]}/or/{{}}", "/api/v1/species/{}",
    "/api/v1/species?q={}", "/{}",
    "/static/{}", "/static/js/{}.js",
)  # fmt: skip


def methods(site: Site) -> Iterator[Fault]:
    """Methods that a page does not need do nothing, and echo nothing."""
    for path in ("/", "/species/", "/static/style.css", "/api/v1/identify"):
        for method in METHODS:
            answer = site.ask(path, method, headers={"X-Echo": STRANGER})
            if answer.status < 300 and (method != "OPTIONS" or answer.body):
                yield answer, f"{method} is allowed"
            if STRANGER in answer.text:
                yield answer, "it echoes the request"


def back_doors(site: Site) -> Iterator[Fault]:
    """No source, no backup, no list of files."""
    for path in (*BACK_DOORS, *FOLDERS, *(f"/static/{way}" for way in WAYS_OUT)):
        answer = site.ask(path)
        if answer.status < 300:
            yield answer, "a file or folder that is not for visitors"


def line_breaks(site: Site) -> Iterator[Fault]:
    """A line break in the address does not begin a header."""
    injected = quote("\r\nX-Injected: 1\r\nSet-Cookie: injected=1")
    for path in (
        f"/?q={injected}",
        f"/species?q={injected}",
        f"/{injected}",
        f"/species/{injected}",
    ):
        answer = site.ask(path)
        if answer.header("X-Injected") or "injected=1" in answer.header("Set-Cookie"):
            yield answer, "a line break in the address begins a header"


def reflections(site: Site) -> Iterator[Fault]:
    """What is asked for is shown as text, never as markup."""
    headers = {"User-Agent": SCRIPT, "Referer": f"http://{site.host}/{SCRIPT}"}
    for path in REFLECTED:
        for wanted in ("text/html", "application/json"):
            answer = site.ask(path.format(quote(SCRIPT)), headers=headers | {"Accept": wanted})
            if "<script>alert" in answer.text and answer.kind != "application/json":
                yield answer, "it shows markup from the address"


def redirects(site: Site) -> Iterator[Fault]:
    """Nobody is sent to another site."""
    for path in REDIRECTS:
        answer = site.ask(path)
        place = answer.header("Location").replace("\\", "/")
        if place and urlsplit(urljoin(site.url, place)).netloc != site.host:
            yield answer, f"it sends visitors to {place}"


def hosts(site: Site) -> Iterator[Fault]:
    """Whatever host a request claims, no link leads there."""
    for name in ("Host", "X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL"):
        value = f"host={STRANGER}" if name == "Forwarded" else STRANGER
        for path in ("/", "/species", "/species/", "/nowhere", "/api/", "/api/v1/openapi.json"):
            answer = site.ask(path, headers={name: value})
            shown = " ".join(links_of(answer)) if answer.kind == "text/html" else answer.text
            if STRANGER in shown + answer.header("Location"):
                yield answer, f"{name} decides where links lead"


def other_sites(site: Site) -> Iterator[Fault]:
    """Scripts of another site can neither read nor send anything."""
    origin = {"Origin": f"https://{STRANGER}"}
    preflight = origin | {"Access-Control-Request-Method": "POST"}
    asked = [("GET", "/api/v1/species", origin), ("OPTIONS", "/api/v1/identify", preflight)]
    for method, path, headers in asked:
        answer = site.ask(path, method, headers=headers)
        if answer.header("Access-Control-Allow-Origin"):
            yield answer, "scripts of other sites may read it"
    answer = site.ask("/", "POST", b"", origin | {"Content-Type": "multipart/form-data"})
    if answer.status < 400:
        yield answer, "other sites may send the form"


PROBES: tuple[Probe, ...] = (
    methods, back_doors, line_breaks, reflections, redirects, hosts, other_sites,
)  # fmt: skip
