import socket
import time
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import pytest

from birdapp.server import gunicorn_worker
from birdapp.server.gunicorn_worker import PatientSocket


@pytest.mark.parametrize("places", [0, 1])
def test_an_answer_that_is_not_read_is_given_up(
    places: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gunicorn_worker, "SENDING", 0.5)
    reader, writer = socket.socketpair()
    slow_places = BoundedSemaphore(1)
    with reader, PatientSocket(fileno=writer.detach()) as client:
        if not places:
            slow_places.acquire()
        client.begin(bytearray(), slow_places)
        with pytest.raises(ConnectionResetError):
            client.sendall(bytes(50_000_000))
        assert not slow_places.acquire(blocking=False)
        client.end()
        assert slow_places.acquire(blocking=False) == bool(places)


def test_an_answer_that_is_read_slowly_arrives_whole() -> None:
    reader, writer = socket.socketpair()
    answer = bytes(range(256)) * 40_000
    with reader, PatientSocket(fileno=writer.detach()) as client, ThreadPoolExecutor(1) as thread:
        client.begin(bytearray(), BoundedSemaphore(1))
        sending = thread.submit(client.sendall, answer)
        read = b""
        while len(read) < len(answer):
            time.sleep(0.01)
            read += reader.recv(200_000)
        sending.result()
        client.end()
    assert read == answer
