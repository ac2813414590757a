"""Visitors who send photos to a site without a pause, and write down what becomes of each."""

import http.client
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Literal, NamedTuple, Self
from urllib.parse import urlsplit

from tests.conftest import PHOTOS

SIZE = 6
LONGEST = 90
"""Seconds after which the crowd goes home, whatever happens."""

REFUSALS = (429, 503)

Outcome = Literal["answered", "refused", "broken", "wrong"]


class Attempt(NamedTuple):
    """One photo that was sent: when, and what came of it."""

    began: float
    ended: float
    outcome: Outcome
    detail: str


class Record(NamedTuple):
    """What became of all photos; `stray` are those that broke without having been in flight."""

    answered: int
    refused: int
    broken: int
    wrong: list[str]
    stray: list[str]
    served_afterwards: bool


class Crowd:
    """Sends the photos in turns to the address that `choose` gives.

    Each answer has to be, to the byte, the one that its photo got before any harm was done. After
    `patience` seconds without a word, a visitor gives up on a photo.
    """

    def __init__(self, choose: Callable[[], str], patience: float = 10) -> None:
        self._choose = choose
        self._patience = patience
        self._photos = [file.read_bytes() for file in sorted(PHOTOS.glob("*.png"))]
        self._attempts: list[Attempt] = []
        self._harms: list[tuple[float, float]] = []
        self._enough = Event()
        self._pool = ThreadPoolExecutor(SIZE)

    def __enter__(self) -> Self:
        self._expected = [self._send(photo)[1] for photo in self._photos]
        assert len(set(self._expected)) == len(self._photos)
        self._deadline = time.monotonic() + LONGEST
        self._visitors = [self._pool.submit(self._visit, number) for number in range(SIZE)]
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._pool.shutdown()
        for visitor in self._visitors:
            visitor.result()
        self._afterwards = [self._try(number) for number in range(len(self._photos))]

    def wait_for(self, count: int, *outcomes: Outcome) -> None:
        """Wait until so many more photos have been answered, or have come to these outcomes."""
        wanted = self._count(*outcomes) + count
        while self._count(*outcomes) < wanted:
            assert time.monotonic() < self._deadline, Counter(a.outcome for a in self._attempts)
            time.sleep(0.01)

    @contextmanager
    def harm(self) -> Iterator[None]:
        """While this lasts, connections may break."""
        began = time.monotonic()
        yield
        self._harms.append((began, time.monotonic()))

    def record(self) -> Record:
        """What there is to tell, once the crowd has gone home."""
        broken = [attempt for attempt in self._attempts if attempt.outcome == "broken"]
        return Record(
            self._count("answered"),
            self._count("refused"),
            len(broken),
            [attempt.detail for attempt in self._attempts if attempt.outcome == "wrong"],
            [attempt.detail for attempt in broken if not self._was_in_flight(attempt)],
            all(attempt.outcome == "answered" for attempt in self._afterwards),
        )

    def _count(self, *outcomes: Outcome) -> int:
        return sum(attempt.outcome in (outcomes or ("answered",)) for attempt in self._attempts)

    def _was_in_flight(self, attempt: Attempt) -> bool:
        return any(attempt.began <= end and attempt.ended >= start for start, end in self._harms)

    def _visit(self, number: int) -> None:
        while not self._enough.is_set() and time.monotonic() < self._deadline:
            attempt = self._try(number % len(self._photos))
            self._attempts.append(attempt)
            if attempt.outcome != "answered":
                time.sleep(0.05)
            number += 1

    def _try(self, number: int) -> Attempt:
        began = time.monotonic()
        outcome, detail = self._outcome(number)
        return Attempt(began, time.monotonic(), outcome, detail)

    def _outcome(self, number: int) -> tuple[Outcome, str]:
        try:
            status, body = self._send(self._photos[number])
        except ConnectionRefusedError as error:
            return "refused", repr(error)
        except (OSError, http.client.HTTPException) as error:
            return "broken", repr(error)
        detail = f"{status} {body[:200]!r}"
        if status == 200:
            return ("answered" if body == self._expected[number] else "wrong"), detail
        clean = status in REFUSALS and json.loads(body)["detail"]
        return ("refused" if clean else "wrong"), detail

    def _send(self, photo: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(
            urlsplit(self._choose()).netloc, timeout=self._patience
        )
        try:
            connection.request("POST", "/api/v1/identify", photo, {"Content-Type": "image/png"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()
