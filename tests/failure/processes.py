"""Processes that are killed, and what a process may have open."""

import os
import signal
import socket
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from tests.deploy.tools import need
from tests.failure.crowd import Record
from tests.failure.load import A_WHILE, kill_the_workers, under_load
from tests.serving import GUNICORN, Server, children, wait_until_up

SUPERVISED = [
    "sh", "-c",
    'trap "kill \\$server; wait; exit" TERM; while :; do "$@" & server=$!; wait $server; done',
    "sh", *GUNICORN,
]  # fmt: skip
"""Started again at once whenever it ends, as by systemd with Restart=always."""

MANY = 200


def workers_killed(folder: Path) -> Record:
    with under_load(folder) as (server, crowd):
        kill_the_workers(server.process.pid, crowd)
    return crowd.record()


def master_killed(folder: Path) -> Record:
    """The orphaned workers go by themselves, and the next master takes their port."""
    with under_load(folder, SUPERVISED) as (server, crowd):
        (master,) = children(server.process.pid)
        orphans = children(master)
        with crowd.harm():
            os.kill(master, signal.SIGKILL)
            while any(Path(f"/proc/{orphan}").exists() for orphan in orphans):
                crowd.wait_for(1, "answered", "refused", "broken")
            wait_until_up(server)
    return crowd.record()


def few_descriptors(folder: Path) -> Record:
    """Idle connections want more than the workers may have open; the others go on all the same."""
    need("prlimit")
    command = ["prlimit", "--nofile=64", *GUNICORN]
    with under_load(folder, command) as (server, crowd), ExitStack() as idle:
        workers = server.workers
        for _ in range(MANY):
            idle.enter_context(connection(server))
        crowd.wait_for(A_WHILE)
        assert server.workers == workers
    return crowd.record()


def connection(server: Server) -> socket.socket:
    address = urlsplit(server.url)
    return socket.create_connection((address.hostname, address.port), timeout=5)
