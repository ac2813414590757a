"""A gunicorn with one worker, and connections to it that nobody hides."""

import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import GUNICORN, Server, running

HEAD = b"POST /api/v1/identify HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n"


@contextmanager
def one_worker(folder: Path, **variables: str) -> Iterator[Server]:
    settings = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "1"}
    with running(GUNICORN, folder, **settings | variables) as server:
        yield server


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])), 60)


def health(server: Server) -> float:
    """Seconds that /healthz takes, on a connection of its own."""
    started = time.perf_counter()
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=60) as answer:
        assert answer.status == 200
    return time.perf_counter() - started
