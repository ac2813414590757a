"""Containers, started the way a careful platform starts them."""

import json
import resource
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import PHOTOS
from tests.deploy.images import run
from tests.serving import free_port

LORIKEET = PHOTOS / "rainbow-lorikeet.png"

LOCKED_DOWN = [
    "--read-only", "--read-only-tmpfs=false", "--cap-drop=all", "--security-opt=no-new-privileges",
]  # fmt: skip
"""Not one file of the root can be written, /tmp included; no privilege can be had."""

PORT_80_FOR_EVERYBODY = "--sysctl=net.ipv4.ip_unprivileged_port_start=0"
"""Docker's default since 20.10, and not Podman's."""


class Container:
    """A started container: its address on this machine."""

    def __init__(self, name: str, port: int) -> None:
        self.name = name
        self.url = f"http://127.0.0.1:{port}"

    def status(self, path: str) -> int:
        """The status of a page, 0 where nothing answers."""
        wanted = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", self.url + path]
        return int(subprocess.run(wanted, capture_output=True, text=True).stdout)

    def json(self, path: str) -> dict[str, Any]:
        """A page's JSON."""
        return json.loads(run("curl", "-sS", self.url + path))

    def identify(self, photo: Path = LORIKEET) -> dict[str, Any]:
        """The answer to a photo."""
        answer = run("curl", "-sS", "-F", f"photo=@{photo}", f"{self.url}/api/v1/identify")
        return json.loads(answer)

    def wait_for(self, path: str, status: int = 200, seconds: float = 120) -> float:
        """Wait until a page has a status; how many seconds that took."""
        started = time.monotonic()
        while self.status(path) != status:
            assert time.monotonic() < started + seconds, self.log()
            time.sleep(0.02)
        return time.monotonic() - started

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command inside."""
        return subprocess.run(
            ["podman", "exec", self.name, *command], capture_output=True, text=True
        )

    def stop(self) -> tuple[int, float]:
        """SIGTERM and, 10 seconds later, SIGKILL, as platforms do: exit code and seconds."""
        started = time.monotonic()
        run("podman", "stop", "--time=10", self.name)
        seconds = time.monotonic() - started
        return int(run("podman", "inspect", "-f", "{{.State.ExitCode}}", self.name)), seconds

    def address(self) -> str:
        """Its own address, without the detour of a published port."""
        return run("podman", "inspect", "-f", "{{.NetworkSettings.IPAddress}}", self.name).strip()

    def memory(self) -> int:
        """Bytes that are its processes' own: no cached files, no shared libraries."""
        return sum(
            int(line.split()[1]) * 1024
            for process in self.run("sh", "-c", "cat /proc/[0-9]*/status").stdout.split("Name:")
            for line in process.splitlines()
            if line.startswith("RssAnon:")
        )

    def log(self) -> str:
        """What it has written so far."""
        said = subprocess.run(["podman", "logs", self.name], capture_output=True, text=True)
        return said.stdout + said.stderr


@contextmanager
def started(image: str, inner_port: int, *options: str) -> Iterator[Container]:
    """Start an image, reach its `inner_port` from here, and remove the container in the end."""
    port = free_port()
    name = f"birds-{port}"
    run(
        "podman", "run", "--detach", "--name", name, f"--publish=127.0.0.1:{port}:{inner_port}",
        "--health-interval=disable", *_what_this_machine_allows(), *options, image,
    )  # fmt: skip
    try:
        yield Container(name, port)
    finally:
        run("podman", "rm", "--force", "--time=0", name)


def _what_this_machine_allows() -> list[str]:
    """Limits below its own, which some machines refuse to raise even for root.

    And runc where it is there: crun refuses machines with both versions of cgroups.
    """
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    runtime = ["--runtime=runc"] if shutil.which("runc") else []
    return [*runtime, f"--ulimit=nofile={min(files, 4096)}", "--ulimit=nproc=4096"]
