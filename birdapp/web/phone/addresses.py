"""Addresses relative to the site's first page: the same wherever the site is, and as files too."""

from posixpath import dirname, relpath
from typing import Any
from urllib.parse import urljoin

from flask import request, url_for


def from_home(endpoint: str, **values: Any) -> str:
    """The address of an endpoint as seen from the first page; empty for that page itself."""
    here = request.script_root + request.path
    return urljoin(here, url_for(endpoint, **values)).removeprefix(request.script_root + "/")


def from_here(endpoint: str, **values: Any) -> str:
    """The address of an endpoint as seen from the one that is being answered."""
    there = from_home(endpoint, **values)
    folder = dirname(request.path).lstrip("/") or "."
    return relpath(there or ".", folder) + ("/" if there.endswith("/") else "")
