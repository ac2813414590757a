import re
import subprocess
import sys

import pytest

from tests.benchmarks import per_visitor
from tests.benchmarks.per_visitor import DOC, Row, tables
from tests.browser.conftest import CHROMIUM

WRITTEN = re.compile(r"<!-- visitors -->\n(.*?)\n<!-- /visitors -->", re.DOTALL)
ROW = re.compile(r"^\| ([^|]+) \| (\d+) \| ([\d.]+) \|$", re.MULTILINE)


def rows(table: str) -> list[Row]:
    return [
        Row(name, int(requests), round(float(megabytes) * 1e6))
        for name, requests, megabytes in ROW.findall(table)
    ]


def test_the_page_says_what_follows_from_its_own_figures() -> None:
    written = WRITTEN.search(DOC.read_text(encoding="utf-8"))
    assert written
    assert tables(rows(written[1])) == written[1]


def test_the_page_names_how_many_visitors_100_gb_are() -> None:
    page = DOC.read_text(encoding="utf-8")
    said = re.search(r"about (\d+),000 new visitors", page)
    first, photo, *_ = rows(page)
    assert said and round(100e9 / (first.bytes + photo.bytes) / 1000) == int(said[1])


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
def test_the_engine_is_sent_once() -> None:
    # In a process of its own: Playwright may run already in this one.
    command = [sys.executable, "-m", per_visitor.__name__]
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    first, photo, later, kept, later_kept = rows(printed)
    assert first.bytes < 100_000
    assert photo.bytes < 12e6
    assert kept.bytes < 12e6
    assert max(later.bytes, later_kept.bytes) < photo.bytes / 50
