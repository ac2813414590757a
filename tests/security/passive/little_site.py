"""A little site in order, and the ways to spoil it: one for all that the scan looks for."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, Response, abort, redirect, request
from werkzeug.serving import WSGIRequestHandler, make_server

from birdapp.server.headers import HEADERS

Spoil = Callable[[Response], None]

STYLE = "body { background: url(/emblem.svg) }"
SCRIPT = 'import "./other.js";'
EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg"/>'
PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><link rel="stylesheet" href="/style.css">
<script type="module" src="/script.js"></script></head>
<body><form method="post" action="/"><input name="csrf_token" value="{"a1b2c3d4" * 8}"></form>
<a href="/nowhere">Nowhere</a></body></html>"""


def little_site(spoil: Spoil) -> Flask:
    """Its page, style, script and picture, each answer spoilt before it leaves."""
    app = Flask("little_site", static_folder=None)

    @app.get("/")
    def start() -> Response:
        response = Response(PAGE)
        response.set_cookie("session", "x", secure=True, httponly=True, samesite="Lax")
        return response

    @app.post("/")
    def send() -> None:
        request.get_data()
        abort(400)

    @app.get("/<name>")
    def file(name: str) -> Response:
        files = {
            "style.css": (STYLE, "text/css"),
            "script.js": (SCRIPT, "text/javascript"),
            "other.js": ("", "text/javascript"),
            "emblem.svg": (EMBLEM, "image/svg+xml"),
        }
        if name not in files:
            abort(404)
        return Response(*files[name][:1], mimetype=files[name][1])

    @app.get("/species")
    def moved() -> Response:
        return redirect("/species/", 308)

    @app.after_request
    def spoilt(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
        response.headers["Cache-Control"] = "no-store"
        spoil(response)
        return response

    return app


class Discreet(WSGIRequestHandler):
    """Tells neither what runs here nor what is asked."""

    def version_string(self) -> str:
        return "little"

    def log(self, *_: object) -> None:
        pass


@contextmanager
def served(spoil: Spoil) -> Iterator[str]:
    """The address of the little site while it runs."""
    server = make_server("127.0.0.1", 0, little_site(spoil), True, request_handler=Discreet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def header(name: str, value: str | None = None) -> Spoil:
    """Every answer has this header, or lacks it."""

    def spoil(response: Response) -> None:
        response.headers.pop(name, None)
        if value is not None:
            response.headers[name] = value

    return spoil


def instead(name: str, old: str, new: str) -> Spoil:
    """A part of a header is another."""

    def spoil(response: Response) -> None:
        values = response.headers.getlist(name)
        response.headers.setlist(name, [value.replace(old, new) for value in values])

    return spoil


def text(kind: str, old: str, new: str) -> Spoil:
    """A part of each file of a kind is another."""

    def spoil(response: Response) -> None:
        if response.mimetype == kind and response.status_code == 200:
            response.set_data(response.get_data(as_text=True).replace(old, new))

    return spoil


def error(words: str) -> Spoil:
    """Error pages say too much."""

    def spoil(response: Response) -> None:
        if response.status_code >= 400:
            response.set_data(f"<!doctype html>{words}")

    return spoil


def answering(wrongly: Callable[[], str | None]) -> Spoil:
    """Some requests, which should be refused, get an answer with this text."""

    def spoil(response: Response) -> None:
        words = wrongly()
        if words is not None:
            response.status_code = 200
            response.set_data(f"<!doctype html>{words}")
            response.content_type = "text/html; charset=utf-8"

    return spoil


def sending_away(where: Callable[[], str | None]) -> Spoil:
    """Some requests are sent elsewhere."""

    def spoil(response: Response) -> None:
        place = where()
        if place is not None:
            response.status_code = 302
            response.headers["Location"] = place

    return spoil


def breaking_lines(response: Response) -> None:
    """A line break in the address begins a header."""
    for line in request.full_path.split("\r\n")[1:]:
        name, _, value = line.partition(": ")
        response.headers[name] = value
