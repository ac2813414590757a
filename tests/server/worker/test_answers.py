"""What a client gets to read, however it asks and reads."""

import socket
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import GUIDE, PHOTOS
from tests.server.worker.site import HEAD, connect, health, one_worker


def test_clients_who_do_not_read_hold_no_thread(tmp_path: Path) -> None:
    style = "/static/vendor/pico/pico-2.1.1.min.css"
    with one_worker(tmp_path) as server, ExitStack() as stack:
        for _ in range(40):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
            client.connect(("127.0.0.1", int(server.url.rpartition(":")[2])))
            client.sendall(f"GET {style} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.5)
        assert health(server) < 5
        assert server.status(style) == 200


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/species", "/static/style.css", "/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_every_answer_is_whole_on_a_connection_that_is_kept(
    tmp_path_factory: pytest.TempPathFactory, path: str, method: str
) -> None:
    with one_worker(tmp_path_factory.mktemp("site")) as server, connect(server) as client:
        file = client.makefile("rb")
        for _ in range(3):
            client.sendall(f"{method} {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert file.readline().startswith(b"HTTP/1.1 200 ")
            length = 0
            while line := file.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            assert length > 0
            if method == "GET":
                assert len(file.read(length)) == length


def test_a_small_answer_leaves_in_one_piece(tmp_path: Path) -> None:
    photo = (PHOTOS / "magpie.png").read_bytes()
    head = HEAD + f"Content-Length: {len(photo)}\r\n\r\n".encode()
    with one_worker(tmp_path) as server, connect(server) as client:
        client.sendall(head + photo)
        first = client.recv(1_000_000)
        length = int(first.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        assert len(first.partition(b"\r\n\r\n")[2]) == length


def test_requests_that_come_together_are_answered_one_by_one(tmp_path: Path) -> None:
    photo = (PHOTOS / "magpie.png").read_bytes()
    post = HEAD + f"Content-Length: {len(photo)}\r\n\r\n".encode() + photo
    last = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with one_worker(tmp_path) as server:
        for half in (1, len(post) // 2, len(post) + 30, 2 * len(post) + 10):
            together = post + post + last
            with connect(server) as client:
                client.sendall(together[:half])
                time.sleep(0.1)
                client.sendall(together[half:])
                answer = b"".join(iter(lambda: client.recv(65_536), b""))
            assert answer.count(b"HTTP/1.1 200 OK") == 3
            assert answer.count(f'"{GUIDE.slugs[0]}"'.encode()) == 2
            assert answer.endswith(b'{"status":"up"}\n')


@pytest.mark.parametrize("asked", [b"", b"Connection: keep-alive\r\n"])
def test_who_will_be_hung_up_on_is_told_so_in_the_answer(tmp_path: Path, asked: bytes) -> None:
    """The rest of an upload that is too large is not awaited, so nothing can follow it."""
    with one_worker(tmp_path, BIRDAPP_MAX_UPLOAD_MB="1") as server, connect(server) as client:
        client.sendall(HEAD + asked + b"Content-Length: 1200000\r\n\r\n" + bytes(1_200_000))
        answer = b"".join(iter(lambda: client.recv(65_536), b""))
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"http/1.1 413 ")
    assert b"\r\nconnection: close" in head
