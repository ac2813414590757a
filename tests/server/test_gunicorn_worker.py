"""What a site without a proxy in front stands, with real connections to a real gunicorn."""

import json
import os
import resource
import signal
import socket
import statistics
import subprocess
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Event

import pytest

from birdapp.server import gunicorn_worker
from birdapp.server.gunicorn_worker import PatientSocket
from birdapp.server.headers import HEADERS
from tests.conftest import PHOTOS
from tests.images import encode, gradient
from tests.serving import GUNICORN, Server, running
from tests.test_serving import curl, identify

LARGE = encode(gradient(6000, 4000), "PNG")
HEAD = b"POST /api/v1/identify HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n"


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])), 60)


def health(server: Server) -> float:
    """Seconds that /healthz takes, on a connection of its own."""
    started = time.perf_counter()
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=60) as answer:
        assert answer.status == 200
    return time.perf_counter() - started


@contextmanager
def one_worker(folder: Path, **variables: str) -> Iterator[Server]:
    settings = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "1"}
    with running(GUNICORN, folder, **settings | variables) as server:
        yield server


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


@pytest.mark.parametrize("places", [0, 1])
def test_an_answer_that_is_not_read_is_given_up(
    places: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gunicorn_worker, "SENDING", 0.5)
    reader, writer = socket.socketpair()
    slow_places = BoundedSemaphore(1)
    with reader, PatientSocket(fileno=writer.detach()) as client:
        if not places:
            slow_places.acquire()
        client.begin(bytearray(), slow_places)
        with pytest.raises(ConnectionResetError):
            client.sendall(bytes(50_000_000))
        assert not slow_places.acquire(blocking=False)
        client.end()
        assert slow_places.acquire(blocking=False) == bool(places)


def test_an_answer_that_is_read_slowly_arrives_whole() -> None:
    reader, writer = socket.socketpair()
    answer = bytes(range(256)) * 40_000
    with reader, PatientSocket(fileno=writer.detach()) as client, ThreadPoolExecutor(1) as thread:
        client.begin(bytearray(), BoundedSemaphore(1))
        sending = thread.submit(client.sendall, answer)
        read = b""
        while len(read) < len(answer):
            time.sleep(0.01)
            read += reader.recv(200_000)
        sending.result()
        client.end()
    assert read == answer


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\n"], ids=["silent", "begun"])
def test_a_crowd_of_idlers_makes_room_for_others(tmp_path: Path, sent: bytes) -> None:
    need_descriptors(2_000)
    with one_worker(tmp_path) as server, ExitStack() as stack:
        for _ in range(900):
            stack.enter_context(connect(server)).sendall(sent)
        waits = [health(server) for _ in range(10)]
        assert max(waits) < 5
        assert identify(server)["engine"] == "onnx"


def test_a_client_that_speaks_when_it_has_to_go_does_no_harm(tmp_path: Path) -> None:
    need_descriptors(2_000)
    with one_worker(tmp_path) as server, ExitStack() as stack:
        (worker,) = server.workers
        crowd = [stack.enter_context(connect(server)) for _ in range(799)]
        for client in crowd[:400]:
            client.sendall(b"GET ")
        time.sleep(1)
        for oldest in (crowd[0], crowd[400]):
            os.kill(worker, signal.SIGSTOP)
            for _ in range(400):
                stack.enter_context(connect(server))
            oldest.sendall(b"/ HTTP/1.1\r\n")
            os.kill(worker, signal.SIGCONT)
            time.sleep(0.5)
        assert identify(server)["engine"] == "onnx"
        assert server.workers == [worker]


def need_descriptors(number: int) -> None:
    """Skip the test where this process may not have so many open files."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most < number:
        pytest.skip(f"needs {number} open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (number, most))


def test_clients_who_stay_do_not_all_stay_with_one_worker(tmp_path: Path) -> None:
    settings = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "2"}
    with running(GUNICORN, tmp_path, **settings) as server, ExitStack() as stack:
        while server.log.count("Loaded the ONNX export") < 2:
            time.sleep(0.1)
        before = open_sockets(server)
        for _ in range(8):
            client = stack.enter_context(connect(server))
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert client.recv(65_536).startswith(b"HTTP/1.1 200 ")
        after = open_sockets(server)
    shares = sorted(now - then for now, then in zip(after, before, strict=True))
    assert shares[0] >= 2


def open_sockets(server: Server) -> list[int]:
    """How many sockets each worker has open."""
    return [
        subprocess.run(["ls", "-l", f"/proc/{pid}/fd"], capture_output=True).stdout.count(
            b"socket:"
        )
        for pid in server.workers
    ]


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
    assert len(json.loads(answer.partition(b"\r\n\r\n")[2])["species"]) == 30


def test_an_upload_that_stops_is_told_so_in_words(tmp_path: Path) -> None:
    with one_worker(tmp_path) as server, connect(server) as client:
        client.sendall(HEAD + b"Content-Length: 100000\r\n\r\n" + bytes(50_000))
        answer = b"".join(iter(lambda: client.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "arrived too slowly" in json.loads(answer.partition(b"\r\n\r\n")[2])["detail"]


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


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        (b"no request at all\r\n\r\n", 400, "could not be understood"),
        (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400, "could not be understood"),
        (b"GET /%s HTTP/1.1\r\nHost: x\r\n\r\n" % (b"a" * 9_000), 414, "address is too long"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n" % (b"a" * 20_000), 431, "too long"),
        (HEAD + b"Transfer-Encoding: nonsense\r\n\r\n0\r\n\r\n", 501, "could not be understood"),
    ],
    ids=["no HTTP", "header", "address", "long header", "transfer coding"],
)
def test_what_never_reaches_the_app_is_refused_as_the_app_would(
    tmp_path_factory: pytest.TempPathFactory, request_: bytes, status: int, words: str
) -> None:
    with one_worker(tmp_path_factory.mktemp("site")) as server:
        with connect(server) as client:
            client.sendall(request_)
            head, _, body = b"".join(iter(lambda: client.recv(65_536), b"")).partition(b"\r\n\r\n")
        assert identify(server)["engine"] == "onnx"
        assert "127.0.0.1" not in server.log.split("Booting worker")[1]
    assert head.startswith(b"HTTP/1.1 %d " % status)
    for name, value in HEADERS.items():
        assert f"\r\n{name}: {value}\r\n" in head.decode()
    if request_.startswith(b"POST /api/"):
        assert json.loads(body)["status"] == status
    assert words in body.decode()


def test_a_small_answer_leaves_in_one_piece(tmp_path: Path) -> None:
    photo = (PHOTOS / "magpie.png").read_bytes()
    head = HEAD + f"Content-Length: {len(photo)}\r\n\r\n".encode()
    with one_worker(tmp_path) as server, connect(server) as client:
        client.sendall(head + photo)
        first = client.recv(1_000_000)
        length = int(first.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        assert len(first.partition(b"\r\n\r\n")[2]) == length


def test_a_stuck_photo_is_given_up_and_its_worker_replaced(tmp_path: Path) -> None:
    stuck = [*GUNICORN, "--timeout", "3", "tests.stuck_site:app"]
    settings = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "1", "BIRDAPP_TIME_LIMIT": "1"}
    with running(stuck, tmp_path, **settings) as server:
        photo = f"photo=@{PHOTOS / 'magpie.png'}"
        problem = json.loads(curl("-F", photo, f"{server.url}/api/v1/identify"))
        assert problem["status"] == 503
        assert "gave up" in problem["detail"]
        assert server.status("/healthz") == 503
        deadline = time.monotonic() + 60
        while server.status("/healthz") != 200:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert server.log.count("was given up") == 1
        assert "Loaded the ONNX export" in server.log.split("was given up")[1]


def test_a_killed_worker_costs_only_its_own_requests(tmp_path: Path) -> None:
    settings = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "2"}
    with running(GUNICORN, tmp_path, **settings) as server:
        expected = identify(server)
        os.kill(server.workers[0], signal.SIGKILL)
        assert [identify(server) for _ in range(10)] == [expected] * 10


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
            assert answer.count(b'"rainbow-lorikeet"') == 2
            assert answer.endswith(b'{"status":"up"}\n')
