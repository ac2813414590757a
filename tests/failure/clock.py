"""A clock that jumps, by Debian's libfaketime."""

import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from tests.deploy.tools import need
from tests.failure.crowd import Record
from tests.failure.load import A_WHILE, kill_the_workers, under_load
from tests.serving import Server

JUMPS = (timedelta(days=1), timedelta(hours=-1))

GUNICORN = """
import select, time
time.sleep = lambda seconds: select.select([], [], [], seconds)
from gunicorn.app.wsgiapp import run
run()
"""
"""With another way to sleep, for libfaketime 0.9.10 breaks Python's own (clock_nanosleep)."""


def jumps(folder: Path) -> Record:
    """A day forward, then an hour back. As in life, the clock that measures intervals goes on."""
    need("faketime")
    offset = folder / "offset"
    offset.write_text("+0")
    fake = {
        "LD_PRELOAD": "/usr/$LIB/faketime/libfaketimeMT.so.1",
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        # Or it slows down the handing over of Python's lock from thread to thread.
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        # Or gunicorn, which keeps its workers' heartbeats as a file's time, kills them all.
        "NO_FAKE_STAT": "1",
    }
    command = [sys.executable, "-c", GUNICORN, "-c", "gunicorn.conf.py"]
    with under_load(folder, command, **fake) as (server, crowd):
        for jump in JUMPS:
            offset.write_text(f"{jump.total_seconds():+.0f}")
            while abs(now_at(server) - datetime.now(UTC) - jump) > timedelta(minutes=1):
                crowd.wait_for(1)
            crowd.wait_for(A_WHILE)
        kill_the_workers(server.process.pid, crowd)
    return crowd.record()


def now_at(server: Server) -> datetime:
    """What a server takes for now."""
    with urllib.request.urlopen(f"{server.url}/healthz") as answer:
        return parsedate_to_datetime(answer.headers["Date"])
