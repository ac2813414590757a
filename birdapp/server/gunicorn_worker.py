"""gunicorn's threaded worker, made fit to meet the internet without a proxy in front.

A request gets a thread once all of it has arrived, so slow clients hold none; they are hung up on
in time, and who does not read the answer holds few. A small answer leaves in one piece. A worker
whose every turn is stuck lets itself be replaced. What gunicorn does otherwise is in
gunicorn/workers/gthread.py.
"""

import errno
import json
import os
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Any, TypeVar

from gunicorn.util import close_graceful  # type: ignore[import-untyped]
from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

from birdapp.server.arrival import GRACE, LONGEST_HEAD, Arrival
from birdapp.server.headers import HEADERS
from birdapp.server.problem import RETRY_AFTER, problem

Result = TypeVar("Result")

QUICK = 0.25
"""Seconds that a thread waits for a client; for longer it needs one of the slow places."""

AT_ONCE = 262_144
"""Bytes that are received at once."""

DEFERENCE, FEW = 0.000_25, 8
"""Seconds that a worker with few clients leaves the next one to the others, for each that it has.
Of many clients, chance gives each worker its share."""

SENDING = 60
"""Seconds in which a client must have taken an answer."""

LARGEST_ANSWER = 1_000_000
"""Bytes that the kernel may keep for a client that is slow to read, if it allows so many."""

TOO_SLOW = HTTPStatus.REQUEST_TIMEOUT, "The photo arrived too slowly. Please try again."
TOO_MUCH = HTTPStatus.SERVICE_UNAVAILABLE, "Many photos are arriving now. Please try again."

NO_HTTP = {
    HTTPStatus.REQUEST_URI_TOO_LONG: "This address is too long.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The headers of this request are too long.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side. Please try again.",
}
"""What is said to requests that do not get as far as the app; to others, `NOT_UNDERSTOOD`."""

NOT_UNDERSTOOD = "This request could not be understood."


class PatientSocket(socket.socket):
    """A client's connection, with bounds on how long a thread may wait for it.

    gunicorn writes the head of an answer and its body one after the other, and a process killed
    between the two would leave a client with half an answer. So the head waits for the body.
    """

    def begin(self, arrived: bytearray, slow_places: BoundedSemaphore) -> None:
        """A thread takes on a request of which `arrived` is here already.

        For more of it, or for the answer to be read, the thread may wait long only in one of the
        `slow_places`.
        """
        self.is_for_api = is_for_api(arrived)
        self._arrived = memoryview(arrived)
        self._slow_places = slow_places
        self._is_slow = False
        self._started = time.monotonic()
        self._answering = 0.0
        self._head = b""

    def end(self) -> None:
        """The request has been answered, or given up."""
        with suppress(OSError):
            self._flush()
        if self._is_slow:
            self._slow_places.release()

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Receive as ever; raises ConnectionResetError where the client takes too long."""
        if self._arrived:
            data, self._arrived = bytes(self._arrived[:size]), self._arrived[size:]
            return data
        return self._patiently(partial(super().recv, size, flags), self._started, GRACE)

    def _patiently(self, act: Callable[[], Result], since: float, patience: float) -> Result:
        """What `act` returns; raises ConnectionResetError where the client takes too long."""
        if not self._is_slow:
            try:
                return self._until(since + QUICK, act)
            except TimeoutError:
                self._is_slow = self._slow_places.acquire(blocking=False)
        if self._is_slow:
            with suppress(TimeoutError):
                return self._until(since + patience, act)
        raise ConnectionResetError(errno.ECONNRESET, "The client is too slow.")

    def _until(self, moment: float, act: Callable[[], Result]) -> Result:
        given = self.gettimeout()
        left = max(0.001, moment - time.monotonic())
        self.settimeout(left if given is None else min(left, given))
        try:
            return act()
        finally:
            self.settimeout(given)

    def rest(self) -> bytes:
        """What had arrived and was not asked for: the client's next request."""
        rest, self._arrived = bytes(self._arrived), memoryview(b"")
        return rest

    def recv_now(self, size: int) -> bytes:
        """What has come so far; raises BlockingIOError where that is nothing."""
        return super().recv(size)

    def setblocking(self, flag: bool) -> None:
        """Set it as ever; a socket that is closed stays as it is.

        gunicorn closes what `handle` has closed once more. Were this an error then, it would count
        one connection twice, and a worker that stops would leave before its last ones.
        """
        if self.fileno() >= 0:
            super().setblocking(flag)

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send as ever; but the head of an answer waits for the first part of its body."""
        if data.startswith(b"HTTP/1.") and data.endswith(b"\r\n\r\n"):
            self._head = data
            return
        rest, self._head = memoryview(self._head + data), b""
        self._answering = self._answering or time.monotonic()
        while rest:
            sent = self._patiently(partial(super().send, rest, flags), self._answering, SENDING)
            rest = rest[sent:]

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> int:
        """Send a file in one piece with its head; all of ours are small."""
        data = os.pread(file.fileno(), count or os.fstat(file.fileno()).st_size, offset)
        self.sendall(data)
        return len(data)

    def _flush(self) -> None:
        if self._head:
            self.sendall(b"")


class PhotoWorker(ThreadWorker):
    """The worker that gunicorn.conf.py names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slow_places = BoundedSemaphore(max(1, self.cfg.threads * 3 // 4))
        self.arriving: dict[TConn, Arrival] = {}
        self.taken: dict[TConn, int] = {}
        self.leaving: dict[TConn, float] = {}
        self._silent_until = 0.0

    def notify(self) -> None:
        """Tell the master that all is well. Without it for `timeout` seconds, it replaces us."""
        if not self.wsgi.extensions["gate"].stuck:
            super().notify()

    def accept(self, listener: Any) -> None:
        """Accept a client; where there are too many, another one has to go.

        Clients stay with their worker for as long as they keep the connection. So that a few of
        them do not all stay with the same one, whoever has fewest is let go first.
        """
        if self.cfg.workers > 1 and self.nr_conns < FEW:
            time.sleep(self.nr_conns * DEFERENCE)
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE):
                raise
            self._complain("No file descriptor is left for another connection.")
            time.sleep(0.1)
        if self.nr_conns >= self.worker_connections:
            self._make_room()

    def _make_room(self) -> None:
        """Close what is needed least: who has been refused, who is idle, who is slowest."""
        if self.leaving:
            self._see_off(next(iter(self.leaving)))
        elif self.keepalived_conns:
            self.keepalived_conns[0].timeout = 0
            self.murder_keepalived()
        elif len(self.arriving) > 1:
            slowest = next(iter(self.arriving))
            self._hang_up(slowest, TOO_MUCH)
            if slowest in self.leaving:
                self._see_off(slowest)

    def _complain(self, sentence: str) -> None:
        """Log it, but not again and again."""
        if time.monotonic() > self._silent_until:
            self.log.warning(sentence)
            self._silent_until = time.monotonic() + 60

    def enqueue_req(self, conn: TConn) -> None:
        """Await a request; `_receive` gives it a thread when it is whole."""
        if not isinstance(conn.sock, PatientSocket):
            conn.sock = PatientSocket(fileno=conn.sock.detach())
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST_ANSWER)
        conn.sock.setblocking(False)
        self.arriving[conn] = Arrival(self.wsgi.config["MAX_CONTENT_LENGTH"] + LONGEST_HEAD)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._receive, conn))
        if conn.initialized and (pipelined := conn.parser.unreader.take_buffered()):
            self._take(conn, pipelined)

    def on_client_socket_readable(self, conn: TConn, client: Any) -> None:
        """An idle client asks again, unless it was hung up on a moment ago."""
        if conn in self.keepalived_conns:
            super().on_client_socket_readable(conn, client)

    def _receive(self, conn: TConn, _: Any) -> None:
        if conn not in self.arriving:  # hung up on while this event waited
            return
        try:
            data = conn.sock.recv_now(AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(conn, data)
        else:
            self._hang_up(conn)

    def _take(self, conn: TConn, data: bytes) -> None:
        arrival = self.arriving[conn]
        expects = arrival.add(data)
        held = sum(len(other.data) for other in self.arriving.values()) + sum(self.taken.values())
        if held > self.wsgi.config["UPLOADS_MB"] * 1_000_000 and not arrival.is_small:
            self._hang_up(conn, TOO_MUCH)
            return
        if expects:
            with suppress(OSError):
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        if arrival.is_whole:
            self._forget(conn)
            conn.arrived = arrival.data
            conn.data_ready = True
            self.taken[conn] = len(arrival.data)
            super().enqueue_req(conn)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """The request is over, and its bytes are forgotten."""
        self.taken.pop(conn, None)
        super().finish_request(conn, fs)

    def _forget(self, conn: TConn) -> Arrival:
        self.poller.unregister(conn.sock)
        return self.arriving.pop(conn)

    def _hang_up(self, conn: TConn, answer: tuple[HTTPStatus, str] | None = None) -> None:
        """Close the connection; with an `answer` once the client has stopped sending.

        A client that is cut off in the middle of sending never reads what it was told.
        """
        arrival = self._forget(conn)
        if answer and arrival.data:
            with suppress(OSError):
                conn.sock.send(refusal(*answer, as_json=is_for_api(arrival.data)))
                conn.sock.shutdown(socket.SHUT_WR)
                self.leaving[conn] = time.monotonic() + GRACE
                self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._ignore, conn))
                return
        self.nr_conns -= 1
        conn.close()

    def _ignore(self, conn: TConn, _: Any) -> None:
        if conn not in self.leaving:
            return
        try:
            if conn.sock.recv_now(AT_ONCE):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._see_off(conn)

    def _see_off(self, conn: TConn) -> None:
        del self.leaving[conn]
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Hang up on those whose time is over; gunicorn calls this every second."""
        super().murder_pending()
        for conn in [conn for conn, arrival in self.arriving.items() if arrival.is_late]:
            self._hang_up(conn, TOO_SLOW)
        now = time.monotonic()
        for conn in [conn for conn, until in self.leaving.items() if now > until]:
            self._see_off(conn)

    def handle(self, conn: TConn) -> Any:
        """Answer a request. A connection that ends is closed here, for that may take a while."""
        conn.sock.begin(conn.arrived, self.slow_places)
        conn.arrived = None
        try:
            kept = super().handle(conn)
            if kept and (rest := conn.sock.rest()):
                unreader = conn.parser.unreader
                unreader.unread(unreader.take_buffered() + rest)
        finally:
            conn.sock.end()
        if not kept:
            close_graceful(conn.sock)
        return kept

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Any) -> None:
        """Refuse what is no HTTP, in our own words, and without the address in the log."""
        unsent = Unsent()
        super().handle_error(req, unsent, ("a visitor", 0), exc)
        sentence = NO_HTTP.get(unsent.status, NOT_UNDERSTOOD)
        with suppress(OSError):
            client.sendall(refusal(unsent.status, sentence, client.is_for_api))


class Unsent:
    """Takes the page that gunicorn would send, for its status."""

    status = HTTPStatus.BAD_REQUEST

    def gettimeout(self) -> float:
        """As of a socket."""
        return 0.0

    def sendall(self, page: bytes) -> None:
        """Read the status."""
        self.status = HTTPStatus(int(page.split()[1]))


def is_for_api(request: bytes | bytearray) -> bool:
    """Whether a program asks, which wants its answer as JSON."""
    return request[:20].partition(b" ")[2].startswith(b"/api/")


def refusal(status: HTTPStatus, sentence: str, as_json: bool) -> bytes:
    """A whole answer, for a client that the app itself never meets."""
    body = json.dumps(problem(status, sentence)) if as_json else sentence
    headers = HEADERS | {
        "Content-Type": "application/problem+json" if as_json else "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Connection": "close",
    }
    if status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.SERVICE_UNAVAILABLE):
        headers["Retry-After"] = RETRY_AFTER
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status.value} {status.phrase}", *lines, "", body]).encode()
