"""A request on its way in: what has come of it, and whether that is all."""

import re
import time

LONGEST_HEAD = 65_536
GRACE = 10
SLOWEST = 16_000
"""A request has GRACE seconds to arrive, and one more for each SLOWEST bytes that come, but never
more than GRACE from now on."""

LAST = b"Connection: close\r\n"
HEAD_END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[^\r\n]*", re.IGNORECASE)
LAST_CHUNK = re.compile(rb"\r\n0+\r\n(?:[^\r\n]+\r\n)*\r\n$")


class Arrival:
    """One request, kept in memory until it is whole.

    Only its end is looked for here; what it means is gunicorn's to find out, from the same bytes.
    A request of more than `most` bytes, or whose head does not end, counts as whole, so that it is
    refused in words.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.data = bytearray()
        self.late_at = time.monotonic() + GRACE
        self._head = 0

    def add(self, data: bytes) -> bool:
        """Take what has come; true where the client waits to be told to go on ("Expect")."""
        self.data += data
        now = time.monotonic()
        self.late_at = min(self.late_at + len(data) / SLOWEST, now + GRACE)
        if self._head or HEAD_END not in self.data:
            return False
        self._head = self.data.index(HEAD_END) + len(HEAD_END)
        expects = EXPECTS.search(self.data, 0, self._head)
        if not expects:
            return False
        del self.data[expects.start() : expects.end()]
        self._head -= expects.end() - expects.start()
        return not self.is_whole

    @property
    def is_whole(self) -> bool:
        """All of it is here, or enough to know that it will be refused."""
        if not self._head:
            return len(self.data) > LONGEST_HEAD
        return max(len(self.data), self._length) > self.most or self.end is not None

    @property
    def end(self) -> int | None:
        """Where the next request begins; None where the end of this one has not come."""
        if not self._head:
            return None
        if self._length:
            end = self._head + self._length
            return end if end <= len(self.data) else None
        if CHUNKED.search(self.data, 0, self._head):
            return len(self.data) if LAST_CHUNK.search(self.data, self._tail) else None
        return self._head

    def is_last(self) -> None:
        """Have the answer say that the connection ends with it, which nobody else may know."""
        start = self.data.find(b"\r\n", 0, self._head) + 2
        if start > 1:
            self.data[start:start] = LAST
            self._head += len(LAST)

    @property
    def _length(self) -> int:
        found = LENGTH.search(self.data, 0, self._head)
        return int(found[1]) if found else 0

    @property
    def _tail(self) -> int:
        """Where the last chunk is looked for; it begins with the line end before it."""
        return max(self._head - 2, len(self.data) - 1_000)

    @property
    def is_late(self) -> bool:
        """Its time is over."""
        return time.monotonic() > self.late_at

    @property
    def is_small(self) -> bool:
        """All of it is here, and takes no more room than a head may."""
        return self.is_whole and len(self.data) <= LONGEST_HEAD
