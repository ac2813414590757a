import re

import pytest

from birdapp.server.worker import arrival
from birdapp.server.worker.arrival import Arrival

MOST = 200_000
POST = b"POST / HTTP/1.1\r\nHost: x\r\n"
WHOLE = {
    "no body": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "an empty body": POST + b"Content-Length: 0\r\n\r\n",
    "a body": POST + b"content-length:  11 \r\n\r\nhello\r\n\r\nyo",
    "chunks": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "no chunk but the last": POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks with a trailer": POST
    + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n000\r\nA: b\r\nC: d\r\n\r\n",
}


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE.keys())
def test_a_request_is_whole_with_its_last_byte_however_it_is_cut(data: bytes) -> None:
    for step in range(1, len(data) + 1):
        request = Arrival(MOST)
        for start in range(0, len(data), step):
            assert not request.is_whole, (step, start)
            assert request.add(data[start : start + step]) is False
        assert request.is_whole
        assert request.data == data


@pytest.mark.parametrize(
    "data",
    [
        b"x" * (arrival.LONGEST_HEAD + 1),
        POST + b"Content-Length: 200001\r\n\r\n",
        POST + b"Content-Length: 999999999999\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"x" * MOST,
        POST + b"Content-Length: many\r\n\r\n",
        POST + b"Content-Length: 99999999999999999999999\r\n\r\n",
    ],
    ids=["endless head", "too large", "far too large", "endless chunks", "no number", "nonsense"],
)
def test_what_will_be_refused_is_not_awaited(data: bytes) -> None:
    request = Arrival(MOST)
    request.add(data)
    assert request.is_whole


def test_a_client_that_asks_first_is_told_to_go_on_once() -> None:
    request = Arrival(MOST)
    assert not request.add(POST + b"Expect: 100-continue\r\nContent-Length: 5\r\n")
    assert request.add(b"\r\n")
    assert not request.is_whole
    assert not request.add(b"hello")
    assert request.is_whole
    assert not re.search(rb"expect", request.data, re.IGNORECASE)


def test_a_body_may_speak_of_expecting_and_of_lengths() -> None:
    body = b"\r\nExpect: nothing\r\nContent-Length: 99999\r\n\r\n"
    request = Arrival(MOST)
    request.add(POST + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
    assert request.is_whole
    assert request.data.endswith(body)


def test_time_grows_with_what_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(arrival.time, "monotonic", lambda: now)
    request = Arrival(MOST)
    now += arrival.GRACE - 0.1
    assert not request.is_late
    now += 0.2
    assert request.is_late
    request.add(b"x" * arrival.SLOWEST)
    assert not request.is_late
    now += 1
    assert request.is_late


def test_who_has_sent_much_at_once_may_not_be_silent_for_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(arrival.time, "monotonic", lambda: now)
    request = Arrival(MOST)
    request.add(b"x" * 100 * arrival.SLOWEST)
    now += arrival.GRACE - 0.1
    assert not request.is_late
    now += 0.2
    assert request.is_late
