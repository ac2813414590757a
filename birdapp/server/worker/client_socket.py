"""A client's connection as the thread sees it that answers: one that never has to be waited for."""

import socket
from typing import Any

from birdapp.server.worker.arrival import Arrival
from birdapp.server.worker.refusal import is_for_api


class ClientSocket(socket.socket):
    """What is read from it has arrived already; what is written to it leaves when it is complete.

    A thread is never held by a client, nor is a client left with half an answer by a process that
    is killed in the middle of writing it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unread = memoryview(b"")
        self.answer = bytearray()
        self.is_for_api = False
        self.wants_more = False

    def begin(self, arrival: Arrival) -> None:
        """A thread takes on the request that has arrived.

        If it `wants_more` in the end, nobody knows where the next request begins.
        """
        if arrival.end is None:
            arrival.is_last()
        self.is_for_api = is_for_api(arrival.data)
        self.wants_more = False
        self._unread = memoryview(arrival.data)[: arrival.end]

    def end(self) -> None:
        """The thread has written all of its answer; as much of it as can be leaves at once."""
        self._unread = memoryview(b"")
        self.send_now()

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Read on in the request; nothing where it has been read."""
        data, self._unread = bytes(self._unread[:size]), self._unread[size:]
        self.wants_more = not data
        return data

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Add to the answer."""
        self.answer += data

    def recv_now(self, size: int) -> bytes:
        """What has come from the client; raises BlockingIOError where that is nothing."""
        return super().recv(size, socket.MSG_DONTWAIT)

    def send_now(self) -> None:
        """Send what the client takes now of the answer. Raises OSError where there is no client."""
        while self.answer:
            try:
                sent = super().send(self.answer, socket.MSG_DONTWAIT)
            except BlockingIOError:
                return
            del self.answer[:sent]
