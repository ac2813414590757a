"""gunicorn's threaded worker, made fit to meet the internet without a proxy in front.

What it adds is in lobby.py, which takes the place of the thread pool: threads meet a client only
with a whole request. docs/SERVER.md says why, and which test shows the need.
"""

import time
from http import HTTPStatus
from typing import Any

from gunicorn.http.errors import LimitRequestLine  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from birdapp.server.worker.arrival import LONGEST_HEAD
from birdapp.server.worker.lobby import Lobby
from birdapp.server.worker.refusal import not_understood
from birdapp.settings import read_settings

DEFERENCE, FEW = 0.000_25, 8
"""Seconds that a worker with few clients leaves the next one to the others, for each that it has.
Of many clients, chance gives each worker its share."""

WITH_CHUNKS = 1_020_000
"""Bytes in which a megabyte arrives, in chunks of some hundreds or more."""

OF_GUNICORN = {
    "get_thread_pool": ("self",),
    "accept": ("self", "listener"),
    "notify": ("self",),
    "handle_error": ("self", "req", "client", "addr", "exc"),
    "handle": ("self", "conn"),
    "finish_request": ("self", "conn", "fs"),
}
"""All that this relies upon in gunicorn's worker: the methods below, and the two that it hands to
the lobby. test_gunicorn_worker.py holds them against the gunicorn that is installed."""


class PhotoWorker(ThreadWorker):
    """The worker that gunicorn.conf.py names."""

    # test_slow_clients_do_not_hold_the_site
    def get_thread_pool(self) -> Lobby:
        """Where gunicorn sends a connection that it has accepted."""
        settings = read_settings()
        return Lobby(
            threads=self.cfg.threads,
            clients=self.cfg.worker_connections,
            longest=settings["MAX_UPLOAD_MB"] * WITH_CHUNKS + LONGEST_HEAD,
            budget=settings["UPLOADS_MB"] * 1_000_000,
            keepalive=self.cfg.keepalive,
            is_alive=lambda: self.alive,
        )

    # test_clients_who_stay_do_not_all_stay_with_one_worker
    def accept(self, listener: Any) -> None:
        """Accept a client, later where there are some: who has fewest is let go first."""
        if self.cfg.workers > 1 and self.nr_conns < FEW:
            time.sleep(self.nr_conns * DEFERENCE)
        super().accept(listener)

    # test_a_stuck_photo_is_given_up_and_its_worker_replaced
    def notify(self) -> None:
        """Tell the master that all is well. Without it for `timeout` seconds, it replaces us."""
        if self.tpool.is_open and not self.wsgi.extensions["gate"].stuck:
            super().notify()

    # test_what_never_reaches_the_app_is_refused_as_the_app_would
    def handle_error(self, req: Any, client: Any, addr: Any, exc: Any) -> None:
        """Refuse what is no HTTP, in our own words, and without the address in the log."""
        super().handle_error(req, client, ("a visitor", 0), exc)
        status = HTTPStatus(int(client.answer.split()[1]))
        if isinstance(exc, LimitRequestLine):  # a 400 before gunicorn 27
            status = HTTPStatus.REQUEST_URI_TOO_LONG
        client.answer[:] = not_understood(status, client.is_for_api)
