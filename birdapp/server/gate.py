"""The gate before the classifier: how many photos are worked on, how many wait, and how long.

A small machine that takes on every photo at once answers none of them in time. So a process works
on a few, a short queue waits its turn, and whoever comes beyond that is told at once to come back.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from functools import partial
from threading import BoundedSemaphore, Lock, Semaphore, Thread
from typing import TypeVar

from flask import Flask

from birdapp.observability import metrics

Result = TypeVar("Result")

PATIENCE = 10
"""Seconds that a photo waits for its turn at most."""

log = logging.getLogger("birdapp")


class TurnedAway(Exception):
    """A photo was not looked at, through no fault of its own; `str(error)` says why."""

    reason: str


class Busy(TurnedAway):
    """There is no room for this photo now; the next try may find some."""

    reason = "busy"

    def __init__(self) -> None:
        super().__init__(
            "Many photos are being looked at right now. Please try again in a few seconds."
        )


class TookTooLong(TurnedAway):
    """A photo was given up on, because its time was over."""

    reason = "took_too_long"

    def __init__(self) -> None:
        super().__init__(
            "This photo took too long to look at, so we gave up on it. Please try a smaller one."
        )


class Gate:
    """Lets `at_once` photos in, keeps `queue` more waiting, and gives up after `time_limit` s.

    Without a time limit (0) a photo is worked on in the caller's own thread, for hosts that forbid
    to start any.
    """

    def __init__(self, at_once: int, queue: int, time_limit: float) -> None:
        self.at_once = at_once
        self.time_limit = time_limit
        self._places = BoundedSemaphore(at_once + queue)
        self._turns = Semaphore(at_once)
        self._lock = Lock()
        self._overdue: set[Future] = set()

    @property
    def stuck(self) -> bool:
        """Every turn is held by a photo that was given up on: only a new process can help."""
        return len(self._overdue) >= self.at_once

    def run(self, work: Callable[[], Result]) -> Result:
        """The result of `work`, when its turn has come.

        Raises Busy where there is no room, and TookTooLong where `work` exceeds the time limit. A
        thread cannot be stopped from outside, so such work keeps its turn until it ends by itself.
        """
        self._enter()
        if not self.time_limit:
            try:
                return work()
            finally:
                self._leave()
        future: Future[Result] = Future()
        try:
            Thread(target=self._work, args=(work, future), daemon=True).start()
        except RuntimeError as error:
            self._leave()
            raise Busy from error
        wait([future], self.time_limit)
        if self._is_overdue(future):
            log.error("A photo was given up on after %g s.", self.time_limit)
            raise TookTooLong
        try:
            return future.result()
        finally:
            del future

    def _enter(self) -> None:
        if not self._places.acquire(blocking=False):
            raise Busy
        arrived = time.perf_counter()
        with metrics.WAITING.track_inprogress():
            its_turn = self._turns.acquire(timeout=PATIENCE)
        metrics.STAGE_SECONDS.labels("wait").observe(time.perf_counter() - arrived)
        if not its_turn:
            self._places.release()
            raise Busy
        metrics.AT_WORK.inc()

    def _leave(self) -> None:
        metrics.AT_WORK.dec()
        self._turns.release()
        self._places.release()

    def _work(self, work: Callable[[], Result], future: "Future[Result]") -> None:
        try:
            finish = partial(future.set_result, work())
        except BaseException as error:
            finish = partial(future.set_exception, error)
        self._leave()
        with self._lock:
            self._overdue.discard(future)
            finish()
        # An error leads to this frame; if the frame led back to it, half a decoded photo would
        # stay in memory until the next garbage collection. The same goes for `run`.
        del finish, future

    def _is_overdue(self, future: Future) -> bool:
        with self._lock:
            if future.done():
                return False
            self._overdue.add(future)
            return True


def init_app(app: Flask) -> None:
    """Put the gate up."""
    config = app.config
    app.extensions["gate"] = Gate(config["AT_ONCE"], config["QUEUE"], config["TIME_LIMIT"])
