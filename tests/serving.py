"""Real servers in processes of their own, for tests that need one."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from birdapp.settings import ROOT

WORKERS = {
    "gthread": ["--worker-class", "gthread"],
    "gevent": ["--worker-class", "tests.server.pooled_gevent.PooledGevent"],
    "ours": [],
}
"""gunicorn's own workers beside the one of gunicorn.conf.py; TEST_WORKER chooses what is tested."""

WORKER = WORKERS[os.environ.get("TEST_WORKER", "ours")]
GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", *WORKER]
LAPTOP = [sys.executable, "app.py"]


class Server:
    """A running server: its address, process and what it has logged."""

    def __init__(
        self, port: int, process: subprocess.Popen[bytes], log: Path, at: str = "127.0.0.1"
    ) -> None:
        self.url = f"http://{at}:{port}"
        self.process = process
        self.log_file = log

    @property
    def workers(self) -> list[int]:
        """gunicorn's workers, by their process numbers."""
        return children(self.process.pid)

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0


@contextmanager
def running(
    command: list[str],
    folder: Path,
    wait_for: str = "/readyz",
    at: str = "127.0.0.1",
    port: int = 0,
    **variables: str,
) -> Iterator[Server]:
    """Start a server, wait until one of its pages says 200, and stop it in the end."""
    port = port or free_port()
    environ = {k: v for k, v in os.environ.items() if not k.startswith("BIRDAPP_")}
    if "BIRDAPP_MODELS" in os.environ:
        environ["BIRDAPP_MODELS"] = os.environ["BIRDAPP_MODELS"]
    environ |= {"PORT": str(port), "BIRDAPP_HOST": "127.0.0.1", "BIRDAPP_RATE_LIMIT": "off"}
    environ |= variables
    log = folder / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=output)
    server = Server(port, process, log, at)
    try:
        wait_until_up(server, wait_for)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_until_up(server: Server, page: str = "/readyz") -> None:
    deadline = time.monotonic() + 120
    while server.status(page) != 200:
        assert server.process.poll() is None and time.monotonic() < deadline, server.log
        time.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def children(process: int) -> list[int]:
    """The processes that a process has started and that still run."""
    numbers = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(number) for number in numbers]
