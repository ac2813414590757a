"""gzip for what is text: a page costs little on mobile data, whatever server is in front."""

import gzip

from flask import Flask, Response, request

TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")
WORTH_IT = 1_000
"""Bytes below which compressing saves nothing."""

SECRET = b'name="csrf_token"'
"""A page with the form's token is left as it is: its length could betray the token (BREACH)."""


def init_app(app: Flask) -> None:
    """Compress what the browser is ready to take compressed."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not (response.mimetype or "").startswith(TEXT) or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or "gzip" not in request.accept_encodings:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < WORTH_IT or SECRET in body:
        return response
    response.set_data(gzip.compress(body, 6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response
