"""Sends bad files to a running server as a program and as a browser would."""

import http.client
import json
import re
import time
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, urlsplit

from tests.security.corpus_worker import cpu_ms
from tests.security.formats import BadFile
from tests.serving import Server

BOUNDARY = "----------a-boundary-that-no-photo-holds"
HEADERS = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
TIMEOUT = 120


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 means that the connection broke."""

    status: int
    body: str
    headers: str
    ms: float
    cpu_ms: float = 0
    logged: int = 0

    @property
    def ranked(self) -> int:
        """How many species are ranked."""
        return len(self._json.get("species", [])) or self.body.count('<meter min="0" max="1"')

    @property
    def sentence(self) -> str:
        """What an error says."""
        found = re.search(r'<p role="alert">(.*?)</p>', self.body, re.DOTALL)
        return found[1].strip() if found else self._json.get("detail", "")

    @property
    def _json(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.body))
        except ValueError:
            return {}


class Client:
    """One connection that is kept, with the cookie and the token of the form."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=TIMEOUT)
        self.connection.request("GET", "/")
        page = self.connection.getresponse()
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode())
        assert found
        self.token = found[1]
        self.cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def to_api(self, file: BadFile, encoded: bool = False) -> Answer:
        """Send one file to the API."""
        return self._send("/api/v1/identify", [_part(file, encoded)], HEADERS)

    def to_form(self, *files: BadFile, encoded: bool = False) -> Answer:
        """Send files with the form of the start page."""
        token = b'Content-Disposition: form-data; name="csrf_token"\r\n\r\n' + self.token.encode()
        parts = [token, *(_part(file, encoded) for file in files)]
        return self._send("/", parts, HEADERS | {"Cookie": self.cookie, "Accept": "text/html"})

    def _send(self, path: str, parts: list[bytes], headers: dict[str, str]) -> Answer:
        line = f"--{BOUNDARY}\r\n".encode()
        body = b"".join(line + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()
        logged, worked = self.server.log_file.stat().st_size, cpu_ms(self.server)
        started = time.perf_counter()
        try:
            self.connection.request("POST", path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            return Answer(0, repr(error), "", 1_000 * (time.perf_counter() - started))
        ms = 1_000 * (time.perf_counter() - started)
        worked = cpu_ms(self.server) - worked
        logged = self.server.log_file.stat().st_size - logged
        return Answer(answer.status, text, str(answer.headers), ms, worked, logged)


def _part(file: BadFile, encoded: bool) -> bytes:
    name = file.name.encode()
    if encoded:
        parameter = b"filename*=UTF-8''" + quote(name, safe="").encode()
    else:
        parameter = b'filename="' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    head = b'Content-Disposition: form-data; name="photo"; ' + parameter + b"\r\n"
    return head + f"Content-Type: {file.content_type}\r\n\r\n".encode() + file.data
