"""The room where clients wait, with real connections, and without gunicorn."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from birdapp.server.worker import lobby
from birdapp.server.worker.lobby import Lobby

GET = b"GET / HTTP/1.1\r\n\r\n"
LONG = bytes(range(256)) * 200_000


class Site:
    """A lobby, and what answers in it: all it reads of a request, unless `handle` is another."""

    def __init__(self) -> None:
        self.alive = True
        self.sockets: list[socket.socket] = []
        self.handle: Callable[[Any], bool] = echo
        self.lobby = Lobby(
            threads=1, clients=20, longest=100_000, budget=1_000_000, keepalive=60,
            is_alive=lambda: self.alive,
        )  # fmt: skip

    def visit(self) -> tuple[socket.socket, "Future[bool]"]:
        """A client's end of a connection, and when the other may be closed."""
        ours, theirs = socket.socketpair()
        ours.settimeout(20)
        conn = SimpleNamespace(sock=theirs)
        over = self.lobby.submit(lambda conn: self.handle(conn), conn)
        self.sockets.append(conn.sock)
        return ours, over


def echo(conn: Any) -> bool:
    conn.sock.sendall(conn.sock.recv(100))
    return True


def answer_at_length(conn: Any) -> bool:
    conn.sock.sendall(LONG)
    return True


def want_more(conn: Any) -> bool:
    while conn.sock.recv(100):
        pass
    conn.sock.sendall(b"enough")
    return True


def close(conn: Any) -> bool:
    conn.sock.close()
    return True


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.lobby.shutdown()
    for theirs in site.sockets:
        theirs.close()


def test_a_connection_is_kept_until_the_client_goes(site: Site) -> None:
    client, over = site.visit()
    with client:
        for _ in range(3):
            client.sendall(GET)
            assert client.recv(100) == GET
        assert not over.done()
    assert over.result(20) is False


def test_who_does_not_read_the_answer_is_hung_up_on_and_holds_no_thread(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lobby, "SENDING", 0.5)
    site.handle = answer_at_length
    (greedy, over), (other, _) = site.visit(), site.visit()
    with greedy, other:
        greedy.sendall(GET)
        assert greedy.recv(1) == LONG[:1]
        site.handle = echo
        other.sendall(GET)
        assert other.recv(100) == GET
        assert over.result(20) is False


def test_an_answer_that_is_read_slowly_arrives_whole(site: Site) -> None:
    site.handle = answer_at_length
    client, _ = site.visit()
    with client:
        client.sendall(GET)
        read = bytearray()
        while len(read) < len(LONG):
            read += client.recv(500_000)
            time.sleep(0.001)
        assert read == LONG
        client.sendall(GET)
        assert client.recv(1) == LONG[:1]


def test_a_client_that_asks_before_it_sends_is_told_to_go_on(site: Site) -> None:
    client, _ = site.visit()
    with client:
        client.sendall(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"hi")
        assert client.recv(100).endswith(b"\r\n\r\nhi")


def test_nothing_is_made_of_what_follows_a_request_of_unclear_length(site: Site) -> None:
    """Else a body could pass for a request, of whoever shares the connection through a proxy."""
    site.handle = want_more
    client, over = site.visit()
    with client:
        client.sendall(GET + GET)
        assert client.recv(100) == b"enough"
        assert client.recv(100) == b""
    assert over.result(20) is False


def test_idle_clients_do_not_hold_up_a_worker_that_stops(site: Site) -> None:
    (idle, over), (busy, _) = site.visit(), site.visit()
    with idle, busy:
        idle.sendall(GET)
        assert idle.recv(100) == GET
        busy.sendall(GET[:5])
        site.alive = False
        assert over.result(20) is False
        busy.sendall(GET[5:])
        assert busy.recv(100) == GET


def test_a_client_that_speaks_while_its_place_is_given_away_does_no_harm(site: Site) -> None:
    visits = [site.visit() for _ in range(18)]
    for client, _ in visits:
        client.sendall(GET)
        assert client.recv(100) == GET
    (leaver, gone), (idle, over) = visits[-1], visits[0]
    is_busy, go_on = Event(), Event()
    gone.add_done_callback(lambda _: (is_busy.set(), go_on.wait(20)))
    leaver.close()
    assert is_busy.wait(20)
    newcomers = [site.visit()[0] for _ in range(3)]
    idle.sendall(GET)
    go_on.set()
    assert over.result(20) is False
    newcomers[-1].sendall(GET)
    assert newcomers[-1].recv(100) == GET
    for client in [*newcomers, *(client for client, _ in visits)]:
        client.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_lobby_that_has_broken_down_says_so(site: Site) -> None:
    assert site.lobby.is_open
    site.handle = close
    client, _ = site.visit()
    with client:
        client.sendall(GET)
        deadline = time.monotonic() + 20
        while site.lobby.is_open:
            assert time.monotonic() < deadline
            time.sleep(0.01)
