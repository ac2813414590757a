"""How many photos a second, and how long each waits: this app, a one-file app and Gradio.

    python -m tests.benchmarks.load [--seconds N] [--quick] [--write]

Run it on a quiet machine, after `pip install -r tests/benchmarks/requirements.lock`; without Gradio
its rows are left out. All servers are up from the start and take turns, so that the rows that are
compared are measured within a minute. Where anything else is running, PyTorch's threads spin while
they wait for each other and the other apps come off far too badly; OMP_WAIT_POLICY=passive in the
environment spares them that. `--write` puts the tables into docs/PERFORMANCE.md.
"""

import argparse
import os
import re
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import NamedTuple

from birdapp.settings import ROOT
from tests.benchmarks.load_clients import (
    BROKEN,
    Ask,
    Connection,
    Load,
    ask_gradio,
    ask_one_file_app,
    ask_us,
    press,
)
from tests.benchmarks.photos import SIZES, jpeg
from tests.serving import GUNICORN, Server, running

CLIENTS = (1, 4, 16, 64)
MOST_FOR_OTHERS = 16
"""The other apps have no gate: a crowd beyond this only waits longer."""


class App(NamedTuple):
    """A server to measure: this app with an engine and some workers, or a module of its own."""

    name: str
    ask: Ask
    engine: str = ""
    workers: int = 0
    module: str = ""

    def start(self, folder: Path) -> AbstractContextManager[Server]:
        """Run it, with its log in `folder`."""
        if self.module:
            command = [sys.executable, "-m", self.module]
            own = {"GRADIO_ANALYTICS_ENABLED": "False", "GRADIO_TEMP_DIR": str(folder)}
            return running(command, folder, "/", **own)
        return running(
            GUNICORN, folder, BIRDAPP_ENGINE=self.engine, BIRDAPP_WORKERS=str(self.workers),
            BIRDAPP_RATE_LIMIT="off",
        )  # fmt: skip


OURS = App("ONNX, 2 workers", ask_us, "onnx", 2)
ONE_FILE = App("one-file app", ask_one_file_app, module="tests.benchmarks.one_file_app")
GRADIO = App("Gradio", ask_gradio, module="tests.benchmarks.gradio_app")
APPS = (
    App("ONNX, 1 worker", ask_us, "onnx", 1),
    OURS,
    App("fastai, 1 worker", ask_us, "fastai", 1),
    App("fastai, 2 workers", ask_us, "fastai", 2),
    ONE_FILE,
    GRADIO,
)

Cell = tuple[str, int, str]
"""Size of the photo, number of clients, name of the app."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything and print the tables."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.load")
    options.add_argument("--seconds", type=float, default=10, help="for each row")
    options.add_argument("--quick", action="store_true", help="a second a row, and fewer rows")
    options.add_argument("--write", action="store_true", help="into docs/PERFORMANCE.md")
    given = options.parse_args(arguments)
    apps = [app for app in APPS if app is not GRADIO or find_spec("gradio")]
    if GRADIO not in apps:
        print("Gradio is not installed: its rows are left out.", file=sys.stderr)
    sizes = list(SIZES)[:1] if given.quick else list(SIZES)
    crowds = CLIENTS[:2] if given.quick else CLIENTS
    others = os.getloadavg()[0]
    photos = {size: jpeg(SIZES[size]) for size in sizes}
    loads = measure(apps, photos, crowds, 1 if given.quick else given.seconds)
    tables = report(loads, photos, others)
    print(tables)
    if given.write:
        write(tables)


def measure(
    apps: Sequence[App], photos: Mapping[str, bytes], crowds: Sequence[int], seconds: float
) -> dict[Cell, Load]:
    """Start all apps, then press each in turn with each photo and crowd."""
    loads = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        servers = {app: stack.enter_context(app.start(Path(folder))) for app in apps}
        for server in servers.values():
            # a stopped process would not hear of a termination
            stack.callback(server.process.send_signal, signal.SIGCONT)
        for app, server in servers.items():
            with _its_turn(app, server):
                _warm_up(app, server, photos.values())
        for size, clients, app in product(photos, crowds, apps):
            if app.module and clients > MOST_FOR_OTHERS:
                continue
            with _its_turn(app, servers[app]):
                load = press(app.ask, servers[app].url, photos[size], clients, seconds)
            loads[size, clients, app.name] = load
            print(f"{size}, {clients} clients, {app.name}: {load.rate:.1f}", file=sys.stderr)
    return loads


def report(loads: dict[Cell, Load], photos: Mapping[str, bytes], others: float) -> str:
    """The tables, and what was going on beside the servers."""
    seconds = sum(load.seconds for load in loads.values())
    busy = sum(load.busy for load in loads.values()) / seconds
    parts = [
        f"{os.cpu_count()} cores, {seconds / len(loads):g} seconds a row. The clients took "
        f"{busy:.0%} of a core. The load average before the start was {others:.1f}; on a quiet "
        "machine it is near 0."
    ]
    for size, photo in photos.items():
        parts += [f"A photo of {size} ({len(photo) / 1e6:.1f} MB):", loads_table(loads, size)]
    return "\n\n".join([*parts, "In answers a second:", ratios_table(loads)])


def loads_table(loads: dict[Cell, Load], size: str) -> str:
    """What each app did with photos of this size."""
    rows = [
        "| clients | app | answers a second | p50 | p95 | p99 | refused (503) | failed |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for (photo, clients, app), load in loads.items():
        if photo == size:
            waits = " | ".join(f"{wait:.0f} ms" for wait in load.percentiles) or "– | – | –"
            rows.append(
                f"| {clients} | {app} | {load.rate:.1f} | {waits} | {load.statuses[503]} "
                f"| {_failed(load)} |"
            )
    return "\n".join(rows)


def ratios_table(loads: dict[Cell, Load]) -> str:
    """How many times as many answers as the others this app gives, as it is by default."""
    rows = [
        f"| photo | clients | {OURS.name} | ÷ {ONE_FILE.name} | ÷ {GRADIO.name} |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for (size, clients, app), ours in loads.items():
        if app == OURS.name and clients <= MOST_FOR_OTHERS:
            ratios = " | ".join(
                _ratio(ours, loads.get((size, clients, other.name))) for other in (ONE_FILE, GRADIO)
            )
            rows.append(f"| {size} | {clients} | {ours.rate:.1f} | {ratios} |")
    return "\n".join(rows)


def _ratio(ours: Load, theirs: Load | None) -> str:
    return f"{ours.rate / theirs.rate:.1f}" if theirs and theirs.rate else "–"


def _failed(load: Load) -> str:
    """Each status that is neither an answer nor a refusal, and how often."""
    failures = [
        f"{count} × {'broken connection' if status == BROKEN else status}"
        for status, count in sorted(load.statuses.items())
        if status not in (200, 503)
    ]
    return ", ".join(failures) or "0"


def write(tables: str) -> None:
    """Put the tables into docs/PERFORMANCE.md, which has a place for them."""
    document = ROOT / "docs" / "PERFORMANCE.md"
    place = r"(<!-- load -->\n).*?(<!-- /load -->)"
    text = document.read_text(encoding="utf-8")
    filled = re.sub(place, lambda found: f"{found[1]}{tables}\n{found[2]}", text, flags=re.DOTALL)
    document.write_text(filled, encoding="utf-8")


@contextmanager
def _its_turn(app: App, server: Server) -> Iterator[None]:
    """Stop the other apps' processes out of turn: Gradio takes 4 % of a core by waiting alone."""
    server.process.send_signal(signal.SIGCONT)
    yield
    if app.module:
        server.process.send_signal(signal.SIGSTOP)


def _warm_up(app: App, server: Server, photos: Iterable[bytes]) -> None:
    connection = Connection(server.url)
    for photo in photos:
        for _ in range(5):
            assert app.ask(connection, photo).status == 200, server.log
    connection.http.close()


if __name__ == "__main__":
    main()
