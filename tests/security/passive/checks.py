"""What is wrong with one answer, by what it says."""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from tests.security.passive.web import Answer, Page, Site, loads_of

Check = Callable[[Answer, Site], Iterator[str]]

SAFE_REFERRERS = {
    "no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin",
}  # fmt: skip
HALF_A_YEAR = 15_552_000
FEATURES = ("camera", "geolocation", "microphone")
TALKATIVE = ("X-Powered-By", "X-AspNet-Version", "X-Generator", "X-Debug-Token", "Via")
LEAKS = {
    "a traceback": r"Traceback \(most recent call last\)",
    "a line of code": r'File "[^"]+", line \d+',
    "a path of the server": r"/(?:home|root|usr|opt|var|srv|app|tmp)/[\w./-]*\.\w+|[\w/]+\.py\b",
    "a version": r"(?i)\b(?:werkzeug|flask|gunicorn|waitress|python|nginx)[/ ]v?\d",
    "a private address": r"\b(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}\b",
    "a debugger": r"__debugger__|console\.interactive|DEBUG = True",
}
BEGINNINGS = {
    "text/html": rb"\s*<(?:!doctype|html)",
    "image/svg+xml": rb"\s*<(?:\?xml|svg)",
    "image/png": rb"\x89PNG",
    "image/jpeg": rb"\xff\xd8",
    "image/webp": rb"RIFF....WEBP",
    "font/woff2": rb"wOF2",
}
ENDINGS = {
    ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json":
    "application/json", ".png": "image/png", ".webp": "image/webp", ".woff2": "font/woff2",
}  # fmt: skip
RISKY_SCRIPT = re.compile(
    r"\beval\(|new Function\(|document\.write|insertAdjacentHTML|innerHTML|outerHTML\s*[+]?=(?!=)"
)
"""To read `outerHTML` makes no markup of a text; to write it does."""


def policy(answer: Answer, site: Site) -> Iterator[str]:
    parts = answer.header("Content-Security-Policy").split(";")
    rules = {name: values for name, *values in map(str.split, filter(str.strip, parts))}
    for needed in ("default-src", "object-src", "base-uri", "form-action", "frame-ancestors"):
        if needed not in rules:
            yield f"the content security policy has no {needed}"
    for name, values in rules.items():
        for value in values:
            data_scripts = value == "data:" and name in ("default-src", "script-src", "object-src")
            if "unsafe" in value or "*" in value or value.startswith("http") or data_scripts:
                yield f"the content security policy allows {name} {value}"


def headers(answer: Answer, site: Site) -> Iterator[str]:
    if answer.header("X-Content-Type-Options") != "nosniff":
        yield "browsers may guess the content type"
    if answer.header("Referrer-Policy") not in SAFE_REFERRERS:
        yield "addresses are told to other sites"
    for feature in FEATURES:
        if f"{feature}=" not in answer.header("Permissions-Policy"):
            yield f"no permissions policy for {feature}"
    if not re.search("no-store|no-cache|max-age", answer.header("Cache-Control")):
        yield "nothing is said about caching"
    if answer.asked.startswith("POST") and "no-store" not in answer.header("Cache-Control"):
        yield "the answer to a photo may be kept"


def talk(answer: Answer, site: Site) -> Iterator[str]:
    for name in TALKATIVE:
        if answer.header(name):
            yield f"{name} tells what runs here"
    if re.search(r"\d", answer.header("Server")):
        yield "Server tells a version"


def transport(answer: Answer, site: Site) -> Iterator[str]:
    age = re.search(r"max-age=(\d+)", answer.header("Strict-Transport-Security"))
    if site.is_secure and (not age or int(age[1]) < HALF_A_YEAR):
        yield "no or a short Strict-Transport-Security"


def cookies(answer: Answer, site: Site) -> Iterator[str]:
    for cookie in answer.all("Set-Cookie"):
        name = cookie.partition("=")[0]
        flags = [part.strip().lower() for part in cookie.split(";")[1:]]
        if "httponly" not in flags:
            yield f"scripts can read the cookie {name}"
        if not {"samesite=lax", "samesite=strict"} & set(flags):
            yield f"the cookie {name} is sent from other sites"
        if site.is_secure and "secure" not in flags:
            yield f"the cookie {name} is sent in the clear"
        if "public" in answer.header("Cache-Control"):
            yield f"the cookie {name} may be kept by a proxy"


def sharing(answer: Answer, site: Site) -> Iterator[str]:
    if any(name.lower().startswith("access-control-") for name, _ in answer.headers):
        yield "other sites may read it"


def content_type(answer: Answer, site: Site) -> Iterator[str]:
    if not answer.body:
        return
    if answer.kind.startswith("text/") and "charset=utf-8" not in answer.header("Content-Type"):
        yield "no charset"
    beginning = BEGINNINGS.get(answer.kind)
    if beginning and not re.match(beginning, answer.body, re.DOTALL):
        yield f"it is no {answer.kind}"
    if answer.kind.endswith("json"):
        try:
            json.loads(answer.body)
        except ValueError:
            yield f"it is no {answer.kind}"
    for ending, kind in ENDINGS.items():
        if answer.status == 200 and answer.path.endswith(ending) and answer.kind != kind:
            yield f"a {ending} file is sent as {answer.kind or 'nothing'}"


def leaks(answer: Answer, site: Site) -> Iterator[str]:
    for what, pattern in LEAKS.items():
        if answer.status >= 400 and re.search(pattern, answer.text):
            yield f"it shows {what}"


def strangers(answer: Answer, site: Site) -> Iterator[str]:
    for load in loads_of(answer):
        scheme, host, *_ = urlsplit(load)
        if host and host != site.host:
            yield f"it loads from or sends to {host}"
        elif scheme == "http" and site.is_secure:
            yield "mixed content"


def markup(answer: Answer, site: Site) -> Iterator[str]:
    if answer.kind != "text/html":
        return
    page = Page(answer.text)
    if page.comments:
        yield "a comment for insiders"
    for name, attributes, text in page.elements:
        if name == "script" and "src" not in attributes and text.strip():
            yield "an inline script"
        if name == "style" or "style" in attributes:
            yield "an inline style"
        if name == "a" and attributes.get("target") == "_blank" and "rel" not in attributes:
            yield "a link that hands over its window"
        for attribute, value in attributes.items():
            if attribute.startswith("on"):
                yield f"an inline event handler, {attribute}"
            if value.strip().lower().startswith("javascript:"):
                yield "a javascript: address"


def forms(answer: Answer, site: Site) -> Iterator[str]:
    if answer.kind != "text/html":
        return
    for form in re.findall(r"(?s)<form\b.*?</form>", answer.text):
        elements = Page(form).elements
        posts = elements[0].attributes.get("method", "").lower() == "post"
        if posts and not any(is_token(element.attributes) for element in elements):
            yield "a form without a token"


def is_token(attributes: dict[str, str]) -> bool:
    return attributes.get("name") == "csrf_token" and len(attributes.get("value", "")) >= 32


def scripts(answer: Answer, site: Site) -> Iterator[str]:
    if answer.kind == "text/javascript":
        yield from (f"a script uses {risk}" for risk in RISKY_SCRIPT.findall(answer.text))


CHECKS: tuple[Check, ...] = (
    policy, headers, talk, transport, cookies, sharing, content_type, leaks, strangers, markup,
    forms, scripts,
)  # fmt: skip
