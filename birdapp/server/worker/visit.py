"""One client's connection: what it is waited for, for how long, and what is kept for it."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from math import inf
from typing import Any

from birdapp.server.worker.arrival import Arrival

Handle = Callable[[Any], bool]
"""Answers the request of a connection; true where the connection may be kept."""


class Stage(IntEnum):
    """What a client is waited for. Whom one can do without comes first."""

    LEAVING = 0  # to hang up, having been answered
    IDLE = 1  # to ask again
    SENDING = 2  # to take its answer
    ARRIVING = 3  # to send its request


@dataclass(eq=False)
class Visit:
    """A client's connection, from being accepted until it can be closed; then it is `over`."""

    conn: Any
    handle: Handle
    over: "Future[bool]" = field(default_factory=Future)
    arrival: Arrival | None = None
    stage: Stage = Stage.ARRIVING
    until: float = inf
    rest: bytes | None = None
    """What has come of the next request; None where there is to be none."""

    @property
    def size(self) -> int:
        """Bytes that are kept for it."""
        return (len(self.arrival.data) if self.arrival else 0) + len(self.conn.sock.answer)

    def is_late(self, closing_at: float) -> bool:
        """Its time is over, or its worker's, which ends at `closing_at` for those who are idle."""
        if self.stage is Stage.ARRIVING and self.arrival:
            return self.arrival.is_late
        end = min(self.until, closing_at) if self.stage is Stage.IDLE else self.until
        return time.monotonic() > end
