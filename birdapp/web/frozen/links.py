"""Which file an address becomes, and how files link to each other: relative, for any folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from posixpath import basename, dirname, relpath
from typing import Any

from flask import Flask, request

ASKED_FOR = "birdapp.asked_for"
"""Set in the environment of a request that is answered, and not in that of Frozen-Flask's own."""


def file_of(path: str) -> str:
    """The file for a path of the site. Hosts go by a file's suffix, so pages get .html.

    What the API answers gets .json.
    """
    name = path.removeprefix("/")
    if not name or name.endswith("/"):
        return f"{name}index.html"
    if "." in basename(name) or name.startswith("static/"):
        return name
    return name + (".json" if name.startswith("api/") else ".html")


NOT_FOUND = "/404.html"
"""Shown in the place of any page that is not there, so its own place says nothing of theirs."""


@contextmanager
def linked_as_files(app: Flask, prefix: str) -> Iterator[None]:
    """While it lasts, the addresses on a page that is asked for are those of files.

    They are relative, but for those of NOT_FOUND, which begin with `prefix`.
    """
    plain = app.url_for

    def url_for(endpoint: str, **values: Any) -> str:
        url = plain(endpoint, **values)
        if ASKED_FOR not in request.environ or not url.startswith("/"):
            return url
        path, question, query = url.partition("?")
        if request.path == NOT_FOUND:
            return prefix + path.removeprefix("/") if path == "/" else prefix + file_of(path)
        here = dirname(file_of(request.path)) or "."
        if path == "/":
            return relpath(".", here) + "/" + question + query
        return relpath(file_of(path), here) + question + query

    def note() -> None:
        request.environ[ASKED_FOR] = True

    app.before_request(note)
    app.url_for = url_for  # type: ignore[method-assign]
    app.jinja_env.globals["url_for"] = url_for
    try:
        yield
    finally:
        app.url_for = plain  # type: ignore[method-assign]
        app.jinja_env.globals["url_for"] = plain
        app.before_request_funcs[None].remove(note)
