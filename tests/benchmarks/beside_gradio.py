"""Why this and not a 30-line Gradio demo: three figures of both, side by side, for README.md.

    python -m tests.benchmarks.beside_gradio [--write]

Both serve the learner that ships, this app by its ONNX export as it does by default. Needs
`pip install -r tests/benchmarks/requirements.txt`; run it on a quiet machine. `--write` puts the
table into README.md.
"""

import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from birdapp.settings import ROOT
from tests.benchmarks.installed import megabytes, slim
from tests.benchmarks.load import GRADIO, OURS, App, measure
from tests.benchmarks.load_clients import Connection
from tests.benchmarks.photos import SIZES, jpeg

DEMO = ("gradio", "fastai", "torch", "torchvision", "timm")
"""What the demo's two imports need, and the pickled network."""

STARTS = 3
CLIENTS = 4
SECONDS = 6


def main(write: bool) -> None:
    """Measure, print the table and, if asked, put it into README.md."""
    size = next(iter(SIZES))
    photo = jpeg(SIZES[size])
    loads = measure((OURS, GRADIO), {size: photo}, (CLIENTS,), SECONDS)
    rows = {
        "installed packages, MB": (megabytes(slim()), megabytes(DEMO)),
        "start to the first answer, seconds": tuple(_start(app, photo) for app in (OURS, GRADIO)),
        f"photos of {size} a second, {CLIENTS} clients, 2 cores": tuple(
            loads[size, CLIENTS, app.name].rate for app in (OURS, GRADIO)
        ),
    }
    table = "\n".join(
        [
            "| | this app | a Gradio demo |",
            "| --- | ---: | ---: |",
            *(
                f"| {name} | {_figure(ours)} | {_figure(demo)} |"
                for name, (ours, demo) in rows.items()
            ),
        ]
    )
    print(table)
    if write:
        page = ROOT / "README.md"
        place = r"(<!-- beside -->\n).*?(<!-- /beside -->)"
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(place, rf"\g<1>{table}\n\g<2>", text, flags=re.DOTALL), "utf-8")


def _start(app: App, photo: bytes) -> float:
    seconds = []
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            with app.start(Path(folder)) as server:
                connection = Connection(server.url)
                assert app.ask(connection, photo).status == 200, server.log
                seconds.append(time.perf_counter() - started)
                connection.http.close()
    return median(seconds)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


if __name__ == "__main__":
    main("--write" in sys.argv)
