"""A site that is busy while something happens to it."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.failure.crowd import Crowd
from tests.serving import GUNICORN, Server, children, running

TWO_WORKERS = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "2"}

A_WHILE = 15
"""So many photos are answered before anything happens, between its steps and after."""


@contextmanager
def under_load(
    folder: Path, command: list[str] = GUNICORN, patience: float = 10, **variables: str
) -> Iterator[tuple[Server, Crowd]]:
    """A server with two workers, and a crowd that it has answered and has to answer again."""
    with (
        running(command, folder, **TWO_WORKERS, **variables) as server,
        Crowd(lambda: server.url, patience) as crowd,
    ):
        crowd.wait_for(A_WHILE)
        yield server, crowd
        crowd.wait_for(A_WHILE)


def kill_the_workers(master: int, crowd: Crowd) -> None:
    """Kill one worker after the other; what serves in the end has been started since."""
    for worker in children(master):
        with crowd.harm():
            os.kill(worker, signal.SIGKILL)
        crowd.wait_for(A_WHILE)
