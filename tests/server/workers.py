"""What each of gunicorn's workers stands, and ours: python -m tests.server.workers [WORKER...]

A row for each test, then the median time of a photo of one megapixel over HTTP, for a visitor who
keeps the connection. A test that takes STUCK seconds counts as failed. gevent is downloaded for the
run, and what it adds to an installation is told first.
"""

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Literal
from urllib.parse import urlsplit

from birdapp.settings import ROOT
from tests.benchmarks.photos import SIZES, jpeg
from tests.server.overlay import TESTS, overlay
from tests.serving import GUNICORN, WORKERS, running

PYTEST = [sys.executable, "-m", "pytest", "-q", "-k", "not laptop"]
STUCK = 120
PHOTOS = 60

Rows = dict[str, str]
Outcome = Literal["passes", "fails", "not run"]


def main(names: list[str]) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ)
        if "gevent" in names:
            environment = overlay(Path(folder), "gevent")
            size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
            print(f"gevent and what it needs: {size / 1e6:.0f} MB installed\n", flush=True)
        columns = [rows(environment | {"TEST_WORKER": name}) for name in names]
    print("| test |", " | ".join(names), "|")
    print("|---|" + "---|" * len(names))
    for row in columns[0]:
        print(f"| {row} |", " | ".join(column[row] for column in columns), "|")


def rows(environment: dict[str, str]) -> Rows:
    """What became of each test with one worker."""
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    for test in tests():
        outcome = outcome_of(test, environment)
        outcomes[test.partition("[")[0].rpartition("::")[2]].append(outcome)
        print(environment["TEST_WORKER"], test, outcome, file=sys.stderr)
    told = {test: in_words(each) for test, each in outcomes.items()}
    return told | {"1 MP over HTTP, median": f"{milliseconds(environment):.1f} ms"}


def tests() -> list[str]:
    """Each test by the name that pytest knows it by."""
    command = [*PYTEST, "--collect-only", *TESTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if "::" in line]


def outcome_of(test: str, environment: dict[str, str]) -> Outcome:
    """Run a test, with all that it starts in a session of its own, to be rid of what is left."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [*PYTEST, test], cwd=ROOT, env=environment, start_new_session=True,
            stdout=output, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            failed = process.wait(STUCK) != 0
        except subprocess.TimeoutExpired:
            failed = True
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        output.seek(0)
        if failed:
            return "fails"
        return "passes" if b" passed" in output.read() else "not run"


def in_words(outcomes: list[Outcome]) -> str:
    """One test's outcomes, as a cell of the table."""
    if "fails" not in outcomes:
        return outcomes[0]
    if set(outcomes) == {"fails"}:
        return "**fails**"
    return f"**fails** {outcomes.count('fails')} of {len(outcomes)}"


def milliseconds(environment: dict[str, str]) -> float:
    """The median time of a photo, from the first byte sent to the last received."""
    photo = jpeg(SIZES["1 MP"])
    command = [*GUNICORN, *WORKERS[environment["TEST_WORKER"]]]
    settings = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "1"}
    times = []
    with (
        tempfile.TemporaryDirectory() as folder,
        running(command, Path(folder), **environment | settings) as server,
    ):
        visitor = http.client.HTTPConnection(urlsplit(server.url).netloc)
        for _ in range(5 + PHOTOS):
            started = time.perf_counter()
            visitor.request("POST", "/api/v1/identify", photo, {"Content-Type": "image/jpeg"})
            answer = visitor.getresponse()
            answer.read()
            times.append(1000 * (time.perf_counter() - started))
            assert answer.status == 200
        visitor.close()
    return median(times[5:])


if __name__ == "__main__":
    main(sys.argv[1:] or list(WORKERS))
