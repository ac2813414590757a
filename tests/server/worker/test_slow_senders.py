"""Clients that take their time, or never finish."""

import json
import socket
import time
from contextlib import ExitStack
from pathlib import Path

from tests.conftest import GUIDE
from tests.images import encode, gradient
from tests.server.worker.site import HEAD, connect, health, one_worker
from tests.test_serving import identify

SLOW = {
    "silent": b"",
    "half a line": b"GET / HT",
    "half a head": HEAD,
    "a photo that stops": HEAD + b"Content-Length: 19000000\r\n\r\n" + b"x" * 70_000,
    "chunks that stop": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nxxxxx\r\n",
    "a dribbled photo": HEAD + b"Content-Length: 19000000\r\n\r\n",
}


def test_slow_clients_do_not_hold_the_site(tmp_path: Path) -> None:
    with one_worker(tmp_path) as server, ExitStack() as stack:
        slow = {kind: [stack.enter_context(connect(server)) for _ in range(40)] for kind in SLOW}
        for kind, clients in slow.items():
            for client in clients:
                client.sendall(SLOW[kind])
        for _ in range(3):
            assert identify(server)["engine"] == "onnx"
            health(server)
        # None of them is kept for ever.
        while not all(dribble(client) for client in slow["a dribbled photo"]):
            time.sleep(0.5)
        assert all(hung_up(client) for clients in slow.values() for client in clients)
        assert "Traceback" not in server.log


def dribble(client: socket.socket) -> bool:
    """Send one more byte; true where nobody listens any more."""
    try:
        client.sendall(b"x")
    except ConnectionError:
        return True
    return False


def hung_up(client: socket.socket) -> bool:
    try:
        while client.recv(65_536):
            pass
    except ConnectionError:
        pass
    return True


def test_who_is_slow_but_steady_is_answered(tmp_path: Path) -> None:
    photo = encode(gradient(1500, 1000), "PNG")
    head = HEAD + f"Content-Length: {len(photo)}\r\nConnection: close\r\n\r\n".encode()
    with one_worker(tmp_path) as server, connect(server) as client:
        client.sendall(head)
        step = len(photo) // 12
        for start in range(0, len(photo), step):
            client.sendall(photo[start : start + step])
            time.sleep(0.4)
        answer = b"".join(iter(lambda: client.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert len(json.loads(answer.partition(b"\r\n\r\n")[2])["species"]) == len(GUIDE.species)


def test_an_upload_that_stops_is_told_so_in_words(tmp_path: Path) -> None:
    with one_worker(tmp_path) as server, connect(server) as client:
        client.sendall(HEAD + b"Content-Length: 100000\r\n\r\n" + bytes(50_000))
        answer = b"".join(iter(lambda: client.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "arrived too slowly" in json.loads(answer.partition(b"\r\n\r\n")[2])["detail"]


def test_uploads_that_fill_the_budget_and_stop_are_in_nobodys_way(tmp_path: Path) -> None:
    upload = HEAD + b"Content-Length: 1500000\r\n\r\n"
    with one_worker(tmp_path, BIRDAPP_UPLOADS_MB="1") as server, connect(server) as holder:
        filling = upload.ljust(999_999, b"x")
        for start in range(0, len(filling), 50_000):
            holder.sendall(filling[start : start + 50_000])
            time.sleep(0.05)
        stopped = time.monotonic()
        assert health(server) < 5
        assert server.status("/") == 200
        told = holder.recv(65_536)
        print(f"\nhung up on after {time.monotonic() - stopped:.0f} s")
        assert told.startswith(b"HTTP/1.1 408 ")
