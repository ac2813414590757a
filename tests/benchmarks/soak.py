"""Thousands of requests to one worker: is each answered as it should be, and does memory grow?

    python -m tests.benchmarks.soak [REQUESTS=20000]

First one worker answers them all; then a tenth of them meets workers that are replaced again and
again. Wants Linux, whose /proc tells the memory. Ends with status 1 where an answer was wrong.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from birdapp.settings import ROOT
from tests.benchmarks.load_clients import Connection
from tests.benchmarks.photos import SIZES, jpeg
from tests.serving import GUNICORN, Server, running

CLIENTS = 4
SAMPLED_EVERY = 500
WARM = 2000
"""After so many requests a worker's memory should no longer grow."""


class Kind(NamedTuple):
    """A request, and the status that it should get."""

    name: str
    expected: int
    path: str
    body: bytes | None = None
    media_type: str = ""


class Answer(NamedTuple):
    """The status that a request got, 0 where the connection broke."""

    name: str
    expected: int
    status: int


class Sample(NamedTuple):
    """The memory of a worker, in MB, after so many requests."""

    requests: int
    worker: str
    megabytes: float


class Soak(NamedTuple):
    """What became of the requests, and of the memory on the way."""

    answers: Counter[Answer]
    samples: list[Sample]

    @property
    def wrong(self) -> int:
        """Requests that were lost, or answered otherwise than they should be."""
        return sum(n for answer, n in self.answers.items() if answer.status != answer.expected)

    @property
    def workers(self) -> int:
        """How many workers were there at the samples."""
        return len({sample.worker for sample in self.samples})


def main(requests: int = 20_000) -> int:
    """Run both parts and print their tables. The number of wrong answers."""
    whole = soak(requests, SAMPLED_EVERY, "--max-requests=0")
    print(f"One worker:\n\n{answers_table(whole)}\n\n{memory_table(whole)}\n\n{growth(whole)}\n")
    life = requests // 40
    recycled = soak(requests // 10, life // 10, f"--max-requests={life}", "--max-requests-jitter=0")
    print(f"Replaced every {life} requests, {recycled.workers} workers:\n")
    print(answers_table(recycled))
    wrong = whole.wrong + recycled.wrong
    print(f"\n{wrong or 'No'} requests were lost or answered otherwise than they should be.")
    return wrong


def soak(requests: int, sampled_every: int, *arguments: str) -> Soak:
    """Send a mix of requests to one worker of gunicorn with these arguments."""
    # one iterator for all clients: each takes the next request from it
    work = enumerate(islice(cycle(_kinds()), requests), 1)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(
            [*GUNICORN, *arguments], Path(folder),
            BIRDAPP_ENGINE="onnx", BIRDAPP_WORKERS="1", BIRDAPP_RATE_LIMIT="off",
        ) as server,
        ThreadPoolExecutor(CLIENTS) as crowd,
    ):  # fmt: skip
        soaks = list(crowd.map(lambda _: _visit(server, work, sampled_every), range(CLIENTS)))
    answers = sum((one.answers for one in soaks), Counter[Answer]())
    return Soak(answers, sorted(sample for one in soaks for sample in one.samples))


def _kinds() -> list[Kind]:
    identify = "/api/v1/identify"
    png = (ROOT / "tests" / "photos" / "rainbow-lorikeet.png").read_bytes()
    return [
        Kind("1-MP JPEG", 200, identify, jpeg(SIZES["1 MP"]), "image/jpeg"),
        Kind("small PNG", 200, identify, png, "image/png"),
        Kind("upload form", 200, "/"),
        Kind("not a photo", 415, identify, b"not a photo " * 1000, "image/jpeg"),
    ]


def _visit(server: Server, work: Iterator[tuple[int, Kind]], sampled_every: int) -> Soak:
    answers, samples = Counter[Answer](), list[Sample]()
    connection = Connection(server.url)
    for number, kind in work:
        method = "POST" if kind.body else "GET"
        reply = connection.send(method, kind.path, kind.body, kind.media_type)
        answers[Answer(kind.name, kind.expected, reply.status)] += 1
        if number % sampled_every == 0:
            samples.extend(_memory(server, number))
    connection.http.close()
    return Soak(answers, samples)


def _memory(server: Server, requests: int) -> Iterator[Sample]:
    for worker in server.workers:
        for line in Path(f"/proc/{worker}/status").read_text().splitlines():
            # a worker that has just ended has no such line
            if line.startswith("VmRSS"):
                yield Sample(requests, worker, int(line.split()[1]) / 1024)


def answers_table(result: Soak) -> str:
    """How many of each kind got which status."""
    rows = ["| request | expected | status | number |", "| --- | ---: | ---: | ---: |"]
    rows += [
        f"| {answer.name} | {answer.expected} | {answer.status} | {number:,} |"
        for answer, number in sorted(result.answers.items())
    ]
    return "\n".join(rows)


def memory_table(result: Soak) -> str:
    """The memory at each sample."""
    rows = ["| requests | memory |", "| ---: | ---: |"]
    rows += [f"| {sample.requests:,} | {sample.megabytes:.1f} MB |" for sample in result.samples]
    return "\n".join(rows)


def growth(result: Soak) -> str:
    """What a warm worker's memory grew by until the end."""
    early = next((s for s in result.samples if s.requests >= WARM), result.samples[0])
    late = result.samples[-1]
    return (
        f"After {early.requests:,} requests {early.megabytes:.1f} MB, "
        f"after {late.requests:,} requests {late.megabytes:.1f} MB: "
        f"{late.megabytes - early.megabytes:+.1f} MB."
    )


if __name__ == "__main__":
    sys.exit(1 if main(*[int(argument) for argument in sys.argv[1:2]]) else 0)
