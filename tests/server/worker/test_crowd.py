"""Many connections at once, most of which want nothing."""

import os
import resource
import signal
import socket
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.server.worker.site import connect, health, one_worker
from tests.serving import GUNICORN, Server, running
from tests.test_serving import identify


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET / HTTP/1.1\r\n", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"],
    ids=["silent", "begun", "answered"],
)
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
    """Whoever has no client gets the next; chance would give it every other one."""
    settings = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "2"}
    with running(GUNICORN, tmp_path, **settings) as server, ExitStack() as stack:
        while server.log.count("Loaded the ONNX export") < 2:
            time.sleep(0.1)
        _, idle = server.workers
        os.kill(idle, signal.SIGSTOP)
        for _ in range(7):
            ask(stack.enter_context(connect(server)))
        os.kill(idle, signal.SIGCONT)
        taken = sum(takes(server, idle) for _ in range(40))
    print(f"\nthe idle worker took {taken} of 40")
    assert taken >= 34


def takes(server: Server, worker: int) -> bool:
    """Whether this worker is the one that takes the next client."""
    before = open_sockets(worker)
    with connect(server) as client:
        ask(client)
        took = open_sockets(worker) > before
    deadline = time.monotonic() + 20
    while open_sockets(worker) > before:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return took


def ask(client: socket.socket) -> None:
    client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert client.recv(65_536).startswith(b"HTTP/1.1 200 ")


def open_sockets(worker: int) -> int:
    files = subprocess.run(["ls", "-l", f"/proc/{worker}/fd"], capture_output=True)
    return files.stdout.count(b"socket:")
