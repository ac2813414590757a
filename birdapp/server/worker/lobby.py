"""Where clients are while no thread works for them.

A request gets a thread once all of it has arrived, and its answer is sent without one, so clients
who are slow to send or to read hold none. All of them together have a limit, as have the bytes of
their requests, and each is hung up on in time.
"""

import socket
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from math import inf
from queue import SimpleQueue
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from threading import Thread
from typing import Any

from birdapp.server.worker.arrival import GRACE, Arrival
from birdapp.server.worker.client_socket import ClientSocket
from birdapp.server.worker.refusal import TOO_MUCH, TOO_SLOW, is_for_api, refusal
from birdapp.server.worker.visit import Handle, Stage, Visit

AT_ONCE = 262_144
"""Bytes that are received at once."""

SENDING = 60
"""Seconds in which a client must have taken an answer."""

LINGER = 2
"""Seconds that a worker which stops leaves its idle clients, for a request that is on its way, and
the others to hang up."""


class Lobby(Executor):
    """gunicorn's thread pool, with a room to wait in, which has a thread of its own.

    Of `clients` connections, the last one takes the place of whoever is needed least. A request of
    more than `longest` bytes is not awaited, and all together hold at most `budget` bytes. Between
    two requests, a client may be idle for `keepalive` seconds, as long as the worker `is_alive`.
    """

    def __init__(
        self, *, threads: int, clients: int, longest: int, budget: int, keepalive: int,
        is_alive: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._clients, self._longest, self._budget = clients, longest, budget
        self._keepalive, self._is_alive = keepalive, is_alive
        self._visits: set[Visit] = set()
        self._waiting: dict[Visit, None] = {}
        self._closing_at, self._closed = inf, False
        self._pool = ThreadPoolExecutor(threads)
        self._selector = DefaultSelector()
        self._news: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._bell, self._ear = socket.socketpair()
        self._bell.setblocking(False)
        self._selector.register(self._ear, EVENT_READ)
        self._thread = Thread(target=self._run, name="lobby", daemon=True)
        self._thread.start()

    @property
    def is_open(self) -> bool:
        """Someone is there to let clients in."""
        return self._thread.is_alive()

    def submit(self, handle: Handle, conn: Any) -> "Future[bool]":  # type: ignore[override]
        """Receive a client; the future is done, and False, when the connection can be closed."""
        conn.sock = ClientSocket(fileno=conn.sock.detach())
        visit = Visit(conn, handle)
        self._tell(partial(self._enter, visit))
        return visit.over

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As of any pool. Who is still there is left alone."""
        self._tell(partial(self._pool.shutdown, wait=False, cancel_futures=cancel_futures))
        self._tell(self._close)
        if wait:
            self._thread.join()

    def _tell(self, news: Callable[[], None]) -> None:
        """Have something done by the room's own thread."""
        self._news.put(news)
        with suppress(OSError):  # the bell is ringing already, or has been taken down
            self._bell.send(b"!")

    def _run(self) -> None:
        look_at = 0.0
        with self._selector, self._bell, self._ear:
            while not self._closed:
                for key, _ in self._selector.select(1):
                    if key.data is None:
                        self._hear()
                    elif key.data in self._waiting:
                        self._serve(key.data)
                if time.monotonic() > look_at:
                    look_at = time.monotonic() + 1
                    self._look_around()

    def _close(self) -> None:
        self._closed = True

    def _hear(self) -> None:
        self._ear.recv(4096)
        while not self._news.empty():
            self._news.get()()

    def _serve(self, visit: Visit) -> None:
        if visit.stage is Stage.SENDING:
            self._send(visit)
        else:
            self._receive(visit)

    def _look_around(self) -> None:
        """Hang up on those whose time is over."""
        if not self._is_alive():
            self._closing_at = min(self._closing_at, time.monotonic() + LINGER)
        for visit in [visit for visit in self._waiting if visit.is_late(self._closing_at)]:
            self._dismiss(visit, TOO_SLOW)

    def _enter(self, visit: Visit) -> None:
        if len(self._visits) + 1 >= self._clients and self._waiting:
            needless = min(self._waiting, key=lambda visit: visit.stage)
            self._dismiss(needless, TOO_MUCH)
            if needless in self._waiting:
                self._let_go(needless)
        self._visits.add(visit)
        self._await_request(visit)

    def _await_request(self, visit: Visit, begun: bytes = b"") -> None:
        visit.arrival = Arrival(self._longest)
        self._wait(visit, Stage.ARRIVING)
        if begun:
            self._take(visit, begun)
        else:
            self._receive(visit)

    def _wait(self, visit: Visit, stage: Stage, seconds: float = inf) -> None:
        self._forget(visit)
        visit.stage, visit.until = stage, time.monotonic() + seconds
        event = EVENT_WRITE if stage is Stage.SENDING else EVENT_READ
        self._selector.register(visit.conn.sock, event, visit)
        self._waiting[visit] = None

    def _forget(self, visit: Visit) -> None:
        if visit in self._waiting:
            self._selector.unregister(visit.conn.sock)
            del self._waiting[visit]

    def _receive(self, visit: Visit) -> None:
        try:
            data = visit.conn.sock.recv_now(AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._let_go(visit)
        elif visit.stage is Stage.IDLE:
            self._await_request(visit, data)
        elif visit.stage is Stage.ARRIVING:
            self._take(visit, data)

    def _take(self, visit: Visit, data: bytes) -> None:
        arrival = visit.arrival
        assert arrival, "the request of somebody who is not sending any"
        expects = arrival.add(data)
        if sum(visit.size for visit in self._visits) > self._budget and not arrival.is_small:
            self._dismiss(visit, TOO_MUCH)
            return
        if expects:
            visit.conn.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            with suppress(OSError):
                visit.conn.sock.send_now()
        if arrival.is_whole:
            self._forget(visit)
            self._pool.submit(self._answer, visit, arrival)

    def _answer(self, visit: Visit, arrival: Arrival) -> None:
        """Answer a request. This is what the threads do."""
        client = visit.conn.sock
        client.begin(arrival)
        visit.conn.data_ready = True
        kept = False
        try:
            kept = visit.handle(visit.conn)
            with suppress(OSError):
                client.end()
        finally:
            keeps = kept and not client.wants_more and arrival.end is not None
            rest = bytes(arrival.data[arrival.end :]) if keeps else None
            self._tell(partial(self._answered, visit, rest))

    def _answered(self, visit: Visit, rest: bytes | None) -> None:
        visit.arrival, visit.rest = None, rest
        self._send(visit)

    def _send(self, visit: Visit) -> None:
        """Send what is left of the answer, then see to what comes next."""
        client = visit.conn.sock
        try:
            client.send_now()
        except OSError:
            self._let_go(visit)
            return
        if client.answer:
            if visit not in self._waiting:
                self._wait(visit, Stage.SENDING, SENDING)
        elif visit.rest is None:
            self._see_out(visit)
        elif visit.rest:
            self._await_request(visit, visit.rest)
        else:
            self._wait(visit, Stage.IDLE, self._keepalive)

    def _see_out(self, visit: Visit) -> None:
        """Wait for the client to hang up: one that is cut off while sending reads no answer."""
        try:
            visit.conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._let_go(visit)
        else:
            self._wait(visit, Stage.LEAVING, GRACE if self._is_alive() else LINGER)

    def _dismiss(self, visit: Visit, answer: tuple[HTTPStatus, str]) -> None:
        """Hang up on a client; who has begun to ask is told why."""
        if visit.stage is not Stage.ARRIVING or not visit.arrival or not visit.arrival.data:
            self._let_go(visit)
            return
        self._forget(visit)
        visit.conn.sock.answer[:] = refusal(*answer, is_for_api(visit.arrival.data))
        visit.arrival, visit.rest = None, None
        self._send(visit)

    def _let_go(self, visit: Visit) -> None:
        self._forget(visit)
        self._visits.discard(visit)
        visit.over.set_result(False)
