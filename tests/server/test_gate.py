import threading
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from birdapp.server import gate
from birdapp.server.gate import Busy, Gate, TookTooLong

LIMITS = [0, 20]


@pytest.mark.parametrize("time_limit", LIMITS)
def test_the_result_comes_back(time_limit: int) -> None:
    assert Gate(1, 0, time_limit).run(lambda: 42) == 42


@pytest.mark.parametrize("time_limit", LIMITS)
def test_what_goes_wrong_comes_back_and_frees_the_turn(time_limit: int) -> None:
    one = Gate(1, 0, time_limit)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            one.run(lambda: 1 / 0)
    assert one.run(lambda: "next") == "next"


def test_without_a_time_limit_no_thread_is_started() -> None:
    assert Gate(1, 0, 0).run(threading.current_thread) is threading.current_thread()
    assert Gate(1, 0, 20).run(threading.current_thread) is not threading.current_thread()


@pytest.mark.parametrize(("at_once", "queue"), [(1, 0), (1, 3), (2, 2), (4, 0)])
def test_so_many_at_once_and_so_many_waiting_and_no_more(at_once: int, queue: int) -> None:
    several = Gate(at_once, queue, 20)
    inside: set[int] = set()
    most = 0
    lock, go_on = threading.Lock(), Event()

    def work(number: int) -> int:
        nonlocal most
        with lock:
            inside.add(number)
            most = max(most, len(inside))
        go_on.wait(10)
        with lock:
            inside.discard(number)
        return number

    def visit(number: int) -> int | str:
        try:
            return several.run(lambda: work(number))
        except Busy:
            return "busy"

    crowd = at_once + queue + 5
    with ThreadPoolExecutor(crowd) as visitors:
        answers = [visitors.submit(visit, number) for number in range(crowd)]
        while sum(answer.done() for answer in answers) < 5:
            time.sleep(0.005)
        assert len(inside) == at_once
        go_on.set()
    got = [answer.result() for answer in answers]
    assert got.count("busy") == 5
    assert most == at_once
    assert several.run(lambda: "free again") == "free again"


def test_who_waits_too_long_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PATIENCE", 0.05)
    one, started, go_on = Gate(1, 5, 20), Barrier(2), Event()
    with ThreadPoolExecutor(1) as visitors:
        first = visitors.submit(one.run, lambda: (started.wait(10), go_on.wait(10)))
        started.wait(10)
        with pytest.raises(Busy):
            one.run(lambda: None)
        go_on.set()
        first.result()
    assert one.run(lambda: "free again") == "free again"


def test_work_that_does_not_end_is_given_up_and_keeps_its_turn_until_it_does() -> None:
    two, go_on = Gate(2, 0, 0.05), Event()
    with pytest.raises(TookTooLong):
        two.run(lambda: go_on.wait(10))
    assert not two.stuck
    assert two.run(lambda: "the other turn") == "the other turn"
    with pytest.raises(TookTooLong):
        two.run(lambda: go_on.wait(10))
    assert two.stuck
    with pytest.raises(Busy):
        two.run(lambda: None)
    go_on.set()
    while two.stuck:
        time.sleep(0.005)
    assert two.run(lambda: "free again") == "free again"


def test_where_no_thread_can_be_started_the_site_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise RuntimeError("can't start new thread")

    one = Gate(1, 0, 20)
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refuse)
        with pytest.raises(Busy):
            one.run(lambda: None)
    assert one.run(lambda: "free again") == "free again"
