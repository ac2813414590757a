"""gunicorn's threaded worker, made fit to meet the internet without a proxy in front.

A slow client is hung up on, slow clients together hold at most half of the threads, a silent one
holds none, a small answer leaves in one piece, and a worker whose every turn is stuck lets itself
be replaced. What gunicorn does otherwise is in gunicorn/workers/gthread.py.
"""

import errno
import selectors
import socket
import time
from contextlib import suppress
from functools import partial
from threading import BoundedSemaphore
from typing import Any

from gunicorn.util import close_graceful  # type: ignore[import-untyped]
from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

GRACE = 10
SLOWEST = 16_000
"""A request has this many seconds to arrive, and one more for each so many bytes of it."""

QUICK = 2
"""A request that has not arrived after so many seconds is a slow one."""

SENDING = 60
"""Seconds in which a client must have taken an answer."""


class PatientSocket(socket.socket):
    """A client's connection, with bounds on how long it may take.

    gunicorn writes the head of an answer and its body one after the other, and a process killed
    between the two would leave a client with half an answer. So the head waits for the body.
    """

    def await_request(self, slow_places: BoundedSemaphore) -> None:
        """The time for a request starts now; a slow one needs one of the `slow_places`."""
        self._slow_places = slow_places
        self._is_slow = False
        self._started = time.monotonic()
        self._received = 0
        self._head = b""

    def end_request(self) -> None:
        """The request has been answered, or given up."""
        with suppress(OSError):
            self._flush()
        if self._is_slow:
            self._slow_places.release()

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Receive as ever; raises ConnectionResetError where the client takes too long."""
        if not self._is_slow:
            try:
                return self._recv_until(self._started + QUICK, size, flags)
            except TimeoutError:
                self._is_slow = self._slow_places.acquire(blocking=False)
        if self._is_slow:
            with suppress(TimeoutError):
                over = self._started + GRACE + self._received / SLOWEST
                return self._recv_until(over, size, flags)
        raise ConnectionResetError(errno.ECONNRESET, "The client is too slow.")

    def _recv_until(self, moment: float, size: int, flags: int) -> bytes:
        given = self.gettimeout()
        left = max(0.001, moment - time.monotonic())
        self.settimeout(left if given is None else min(left, given))
        try:
            data = super().recv(size, flags)
        finally:
            self.settimeout(given)
        self._received += len(data)
        return data

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send as ever; but the head of an answer waits for the first part of its body."""
        if data.startswith(b"HTTP/1.") and data.endswith(b"\r\n\r\n"):
            self._head = data
            return
        head, self._head = self._head, b""
        self.settimeout(SENDING)
        super().sendall(head + data, flags)

    def sendfile(self, *args: Any, **kwargs: Any) -> int:
        """Send a file as ever, after its head."""
        self._flush()
        return super().sendfile(*args, **kwargs)

    def _flush(self) -> None:
        if self._head:
            self.sendall(b"")


class PhotoWorker(ThreadWorker):
    """The worker that gunicorn.conf.py names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slow_places = BoundedSemaphore(max(1, self.cfg.threads // 2))

    def notify(self) -> None:
        """Tell the master that all is well. Without it for `timeout` seconds, it replaces us."""
        if not self.wsgi.extensions["gate"].stuck:
            super().notify()

    def accept(self, listener: Any) -> None:
        """Accept a client; where the process has no file left for it, let the client wait."""
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE):
                raise
            self.log.warning("No file descriptor is left for another connection.")
            time.sleep(0.1)

    def enqueue_req(self, conn: TConn) -> None:
        """Give a client a thread, but not before it has said something."""
        if not isinstance(conn.sock, PatientSocket):
            conn.sock = PatientSocket(fileno=conn.sock.detach())
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + GRACE
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, readable)

    def handle(self, conn: TConn) -> Any:
        """Answer a request. A connection that ends is closed here, for that may take a while."""
        conn.sock.await_request(self.slow_places)
        try:
            kept = super().handle(conn)
        finally:
            conn.sock.end_request()
        if not kept:
            close_graceful(conn.sock)
        return kept
