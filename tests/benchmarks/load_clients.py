"""Clients that send photos, each over a connection that it keeps, and what answers they get.

A thread a client and Python's own HTTP: about a millisecond of work a photo. Each wait is known
together with its status, so that a quick refusal never counts as a quick answer.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple

import numpy as np

BROKEN = 0
"""Stands for the status where the connection broke before there was one."""

BOUNDARY = "a-boundary-that-no-photo-holds"


class Reply(NamedTuple):
    """What came back for one request."""

    status: int
    body: bytes = b""
    retry_after: float = 0


class Connection:
    """A kept connection to the server at `url`, opened anew only where the server closes it."""

    def __init__(self, url: str) -> None:
        self.http = HTTPConnection(url.removeprefix("http://"), timeout=120)

    def send(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Reply:
        """Send one request and read the whole reply."""
        try:
            # a server may refuse an upload before it has read it all
            with suppress(BrokenPipeError, ConnectionResetError):
                self.http.request(method, path, body, {"Content-Type": kind} if kind else {})
            response = self.http.getresponse()
            wait = response.headers.get("Retry-After", "0")
            return Reply(response.status, response.read(), float(wait))
        except (HTTPException, OSError):
            self.http.close()
            return Reply(BROKEN)

    def upload(self, path: str, field: str, photo: bytes) -> Reply:
        """Send a photo as a form does."""
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self.send("POST", path, _form(field, photo), kind)


@cache
def _form(field: str, photo: bytes) -> bytes:
    head = (
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name={field}; filename=bird.jpg\r\n"
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return b"".join([head.encode(), photo, f"\r\n--{BOUNDARY}--\r\n".encode()])


Ask = Callable[[Connection, bytes], Reply]


def ask_us(connection: Connection, photo: bytes) -> Reply:
    """Have a photo identified by this app."""
    return connection.upload("/api/v1/identify", "photo", photo)


def ask_one_file_app(connection: Connection, photo: bytes) -> Reply:
    """Have a photo identified by the one-file app."""
    return connection.upload("/predict", "file", photo)


def ask_gradio(connection: Connection, photo: bytes) -> Reply:
    """Have a photo identified by Gradio, in the three steps that its API takes."""
    uploaded = connection.upload("/gradio_api/upload", "files", photo)
    if uploaded.status != 200:
        return uploaded
    file = {"path": json.loads(uploaded.body)[0], "meta": {"_type": "gradio.FileData"}}
    call = "/gradio_api/call/predict"
    asked = connection.send("POST", call, json.dumps({"data": [file]}).encode(), "application/json")
    if asked.status != 200:
        return asked
    reply = connection.send("GET", f"{call}/{json.loads(asked.body)['event_id']}")
    return reply if b"event: complete" in reply.body else reply._replace(status=500)


class Load(NamedTuple):
    """What happened in some seconds: how long each answer took, how many got each status.

    `busy` is the seconds of processor time that the clients took.
    """

    waits: list[float]
    statuses: Counter[int]
    seconds: float
    busy: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    @property
    def percentiles(self) -> tuple[float, ...]:
        """Milliseconds that half, 95 % and 99 % of the answers took at most; () without answers."""
        if not self.waits:
            return ()
        return tuple(1000 * np.percentile(self.waits, (50, 95, 99)))


def press(ask: Ask, url: str, photo: bytes, clients: int, seconds: float) -> Load:
    """Let some clients ask again and again for some seconds; what is under way then is left out."""
    busy = time.process_time()
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(clients) as crowd:
        visits = crowd.map(lambda _: list(_visits(ask, url, photo, until)), range(clients))
        seen = [visit for of_one in visits for visit in of_one]
    waits = [wait for status, wait in seen if status == 200]
    busy = time.process_time() - busy
    return Load(waits, Counter(status for status, _ in seen), seconds, busy)


def _visits(ask: Ask, url: str, photo: bytes, until: float) -> Iterator[tuple[int, float]]:
    """Statuses and waits. Who is told to come back later does so, as a well-behaved client."""
    connection = Connection(url)
    while (began := time.monotonic()) < until:
        reply = ask(connection, photo)
        ended = time.monotonic()
        if ended < until:
            yield reply.status, ended - began
            time.sleep(min(reply.retry_after, until - ended))
    connection.http.close()
