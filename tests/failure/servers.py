"""Real servers that may never get ready, and the processes they are made of."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from birdapp.settings import ROOT
from tests.deploy.containers import free_port
from tests.serving import Server

TWO_WORKERS = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "2", "BIRDAPP_RATE_LIMIT": "off"}


@contextmanager
def started(
    command: list[str], folder: Path, wait_for: str = "/readyz", **variables: str
) -> Iterator[Server]:
    """Start a server, wait until one of its pages says 200, and stop it in the end."""
    port = free_port()
    environ = {name: v for name, v in os.environ.items() if not name.startswith("BIRDAPP_")}
    environ |= {"PORT": str(port), "BIRDAPP_HOST": "127.0.0.1"} | variables
    log = folder / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=output)
    server = Server(port, process, log)
    try:
        wait_until_up(server, wait_for)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def wait_until_up(server: Server, page: str = "/readyz") -> None:
    deadline = time.monotonic() + 60
    while server.status(page) != 200:
        assert server.process.poll() is None and time.monotonic() < deadline, server.log
        time.sleep(0.05)


def children(process: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [
        int(number)
        for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]
