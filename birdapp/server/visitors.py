"""Who asks: the address behind the proxies, the host that was asked for, the page it came from.

The check of Sec-Fetch-Site and Origin stands beside the form's token, after Filippo Valsorda,
"Cross-Site Request Forgery", 2025 (also in Go's net/http.CrossOriginProtection).
"""

import re
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wsgi import get_host

from birdapp.observability.logs import warn_once

PROBES = ("/healthz", "/readyz", "/metrics")
"""Asked by machines, at whatever address they know."""

PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
"""A folder of another site that a proxy shows this one in."""


def init_app(app: Flask) -> None:
    """Believe as many proxies as there are, and no stranger."""
    proxies = app.config["PROXIES"]
    if proxies:
        app.wsgi_app = _with_plain_prefix(  # type: ignore[method-assign]
            ProxyFix(app.wsgi_app, x_for=proxies, x_proto=1, x_host=0, x_prefix=1)
        )
    app.config.setdefault("ON_A_LAPTOP", False)
    app.before_request(_check_host)
    app.before_request(_check_origin)


def _with_plain_prefix(app: Any) -> Any:
    """WSGI middleware: X-Forwarded-Prefix without a slash at its end, and nothing but folders.

    All links begin with it: "//elsewhere.example" would lead away.
    """

    def wrapped(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        prefix = environ.pop("HTTP_X_FORWARDED_PREFIX", "").rpartition(",")[2].strip().rstrip("/")
        if PREFIX.fullmatch(prefix):
            environ["HTTP_X_FORWARDED_PREFIX"] = prefix
        return app(environ, start_response)

    return wrapped


def address() -> str:
    """The visitor's address, for the rate limit only; it is not logged.

    Some proxies add a port to it. One home has a whole /64 of IPv6 addresses, so that counts as
    one visitor.
    """
    text = request.remote_addr or "unknown"
    if text.count(":") == 1 or text.startswith("["):
        text = text.rpartition(":")[0].strip("[]")
    try:
        found = ip_address(text)
    except ValueError:
        return text
    if isinstance(found, IPv6Address) and not found.ipv4_mapped:
        return str(IPv6Address(int(found) >> 64 << 64))
    return text


def is_on_this_laptop() -> bool:
    """Whether the app runs on a laptop, as `python app.py`, and is asked by its owner beside it.

    A proxy on the same machine also asks from there, but says for whom.
    """
    if not current_app.config["ON_A_LAPTOP"]:
        return False
    if any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "Via")):
        return False
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_loopback


def _check_host() -> None:
    hosts = current_app.config["HOSTS"]
    if not hosts or request.path in PROBES:
        return
    try:
        get_host(request.environ, hosts)
    except SecurityError:
        abort(400, "This is not an address of this site. Please check the address.")


def _check_origin() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS") or request.blueprint == "api":
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is None:
        own = origin is None or urlsplit(origin).netloc == request.host
    else:
        own = site in ("same-origin", "none")
    if not own:
        if origin and site in (None, "same-origin"):
            _warn_of_another_host(origin)
        abort(403, "This form was sent from another website. Please use our own page.")


def _warn_of_another_host(origin: str) -> None:
    """Say once what to do about a proxy that changes the host, or loses its port."""
    if urlsplit(origin).hostname == urlsplit(f"//{request.host}").hostname:
        warn_once(
            "host",
            "A form was refused because its Origin has another port than its Host: "
            "the proxy in front must pass the Host header on as it came, with its port.",
        )
