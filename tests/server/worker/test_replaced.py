"""Workers that are stuck or killed."""

import json
import os
import signal
import time
from pathlib import Path

from tests.conftest import PHOTOS
from tests.server.worker.site import HEAD, connect, one_worker
from tests.serving import GUNICORN, running
from tests.test_serving import curl, identify


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


def test_a_stop_loses_no_request_that_is_on_its_way(tmp_path: Path) -> None:
    photo = (PHOTOS / "magpie.png").read_bytes()
    request = HEAD + f"Content-Length: {len(photo)}\r\n\r\n".encode() + photo
    with one_worker(tmp_path) as server, connect(server) as idle, connect(server) as busy:
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(65_536).startswith(b"HTTP/1.1 200 ")
        busy.sendall(request[:5_000])
        server.process.terminate()
        time.sleep(1)
        busy.sendall(request[5_000:])
        answer = b"".join(iter(lambda: busy.recv(65_536), b""))
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert idle.recv(65_536) == b""
        assert server.process.wait(30) == 0
