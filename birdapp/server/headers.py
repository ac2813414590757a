"""Security and cache headers on every answer."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, redirect, request

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors {}"
)
HEADERS = {
    "Content-Security-Policy": POLICY.format("'none'"),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
}


def init_app(app: Flask) -> None:
    """Add the headers to each response."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    if response.location:
        response = _within_the_site(response)
    response.headers.update(HEADERS)
    if sites := current_app.config["FRAMED_BY"]:
        response.headers["Content-Security-Policy"] = POLICY.format(" ".join(sites))
    if request.is_secure or current_app.config["HTTPS_ONLY"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = _cache_control()
    return response


def _within_the_site(response: Response) -> Response:
    """The redirect without a host; Werkzeug names whatever host the request claims."""
    place = urlsplit(response.headers["Location"])._replace(scheme="", netloc="").geturl()
    return redirect(place, response.status_code, Response)  # type: ignore[return-value]


def _cache_control() -> str:
    """An answer to a photo is kept nowhere; a page may be kept for the way back to it.

    With `no-store`, a browser would forget the answer when somebody looks up a look-alike.
    """
    return "private, no-cache" if request.method in ("GET", "HEAD") else "no-store"
