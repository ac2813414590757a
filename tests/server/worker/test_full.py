"""More at once than a worker takes."""

import os
import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest

from tests.images import encode, gradient
from tests.server.worker.site import HEAD, connect, health, one_worker
from tests.serving import Server
from tests.test_serving import curl, identify

LARGE = encode(gradient(6000, 4000), "PNG")


def test_beyond_the_queue_photos_are_turned_away_and_health_is_told(tmp_path: Path) -> None:
    photo = tmp_path / "large.png"
    photo.write_bytes(LARGE)
    enough = Event()

    def visitor(server: Server) -> Counter[str]:
        seen: Counter[str] = Counter()
        while not enough.is_set():
            seen[curl(
                "-o", os.devnull, "-w", "%{http_code} %header{retry-after}",
                "-F", f"photo=@{photo}", f"{server.url}/api/v1/identify",
            )] += 1  # fmt: skip
        return seen

    with one_worker(tmp_path, BIRDAPP_QUEUE="2") as server, ThreadPoolExecutor(12) as crowd:
        visits = [crowd.submit(visitor, server) for _ in range(12)]
        time.sleep(0.5)
        waits = [health(server) for _ in range(20)]
        enough.set()
        seen = sum((visit.result() for visit in visits), Counter())
        print(f"\n{dict(seen)}; /healthz: {1000 * statistics.median(waits):.0f} ms, median")
        assert set(seen) == {"200 ", "503 2"}
        assert identify(server)["engine"] == "onnx"


def test_a_full_worker_says_so_to_those_who_go_on_sending(tmp_path: Path) -> None:
    upload = HEAD + b"Content-Length: 900000\r\n\r\n" + bytes(500_000)
    with one_worker(tmp_path, BIRDAPP_UPLOADS_MB="2") as server, ExitStack() as stack:
        clients = [stack.enter_context(connect(server)) for _ in range(12)]
        for client in clients:
            client.sendall(upload)
            time.sleep(0.05)
        for client in clients[:3]:
            client.sendall(bytes(400_000))
        told = Counter(client.recv(65_536).split(b"\r\n")[0] for client in clients[4:])
        assert told == {b"HTTP/1.1 503 Service Unavailable": 8}
        for client in clients[4:]:
            client.sendall(bytes(400_000))
        assert identify(server)["engine"] == "onnx"


def test_even_the_first_bytes_beyond_the_budget_are_answered(tmp_path: Path) -> None:
    upload = HEAD + b"Content-Length: 1500000\r\n\r\n"
    with (
        one_worker(tmp_path, BIRDAPP_UPLOADS_MB="1") as server,
        connect(server) as first,
        connect(server) as second,
    ):
        filling = upload.ljust(999_999, b"x")
        for start in range(0, len(filling), 50_000):
            first.sendall(filling[start : start + 50_000])
            time.sleep(0.05)
        second.sendall(upload + bytes(100_000))
        assert second.recv(65_536).startswith(b"HTTP/1.1 503 ")
        second.sendall(bytes(100_000))


@pytest.mark.parametrize(
    ("megabytes", "status"), [(15, b"503"), (30, b"413")], ids=["no room", "too large"]
)
def test_who_listens_only_after_sending_all_is_told_too(
    tmp_path: Path, megabytes: int, status: bytes
) -> None:
    size = megabytes * 1_000_000
    with one_worker(tmp_path, BIRDAPP_UPLOADS_MB="1") as server, connect(server) as client:
        client.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % size)
        time.sleep(0.5)
        client.sendall(bytes(size))
        assert client.recv(65_536).startswith(b"HTTP/1.1 " + status)
