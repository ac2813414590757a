"""Asking a site raw questions, and following its links."""

import http.client
import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

LOADS = {
    "audio": "src", "embed": "src", "form": "action", "iframe": "src", "img": "src",
    "input": "src", "link": "href", "object": "data", "script": "src", "source": "src",
    "track": "src", "video": "src",
}  # fmt: skip
"""The attribute by which an element loads something, or sends something away."""

IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
IN_SCRIPTS = re.compile(r"""\b(?:from|import|fetch\(|import\()\s*["'`]((?:[./]|\w+:)[^"'`]*)""")


class Answer(NamedTuple):
    """An answer, and what it answers."""

    asked: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for header, value in self.headers if header.lower() == name.lower()]

    def header(self, name: str) -> str:
        return ", ".join(self.all(name))

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    @property
    def path(self) -> str:
        return self.asked.partition(" ")[2]


class Site:
    """A site's address, and how to ask it; `is_secure` where visitors reach it over TLS.

    `through` are headers that a proxy in front would add.
    """

    def __init__(self, url: str, through: dict[str, str] | None = None) -> None:
        self.url = url.rstrip("/")
        self.through = through or {}
        scheme, self.host, *_ = urlsplit(url)
        self.is_secure = "https" in (scheme, self.through.get("X-Forwarded-Proto"))
        tls = scheme == "https"
        self._connect = http.client.HTTPSConnection if tls else http.client.HTTPConnection

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        connection = self._connect(self.host, timeout=30)
        try:
            # A site may refuse an upload before it has taken all of it.
            with suppress(BrokenPipeError):
                connection.request(method, path, body, self.through | (headers or {}))
            answer = connection.getresponse()
            return Answer(f"{method} {path}", answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def crawl(self, *known: str) -> Iterator[Answer]:
        """All that can be reached by links from the start page and `known` paths."""
        found = ["/", *known]
        for path in found:
            answer = self.ask(path)
            yield answer
            links = (urlsplit(urljoin(self.url + path, link)) for link in links_of(answer))
            here = [link.path for link in links if link.netloc == self.host]
            found += [path for path in dict.fromkeys(here) if path not in found]


class Element(NamedTuple):
    """An element of a page, with the text directly in it."""

    name: str
    attributes: dict[str, str]
    text: str = ""


class Page(HTMLParser):
    """A page's elements, in order, and its comments."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.comments: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.elements:
            last = self.elements[-1]
            self.elements[-1] = last._replace(text=last.text + data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def loads_of(answer: Answer) -> list[str]:
    """What a browser loads or sends because of this answer, without a click."""
    if answer.kind == "text/html":
        elements = Page(answer.text).elements
        loads = (element.attributes.get(LOADS.get(element.name, "")) for element in elements)
        return [load for load in loads if load]
    pattern = {"text/css": IN_STYLES, "text/javascript": IN_SCRIPTS}.get(answer.kind)
    found = pattern.finditer(answer.text) if pattern else []
    return [next(filter(None, match.groups())) for match in found]


def links_of(answer: Answer) -> list[str]:
    """What an answer loads or links to."""
    links = loads_of(answer) + answer.all("Location")
    if answer.kind == "text/html":
        links += [element.attributes.get("href", "") for element in Page(answer.text).elements]
    return links
