"""What serving costs. Run it on a quiet machine: python -m tests.benchmarks.serving [REPEATS]

Times are medians; `worker` is one gunicorn worker with one request at a time. Memory is the
kernel's high-water mark of a process, so this wants Linux.
"""

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import median

from birdapp.settings import ROOT
from tests.benchmarks import installed
from tests.benchmarks.photos import SIZES, jpeg
from tests.serving import GUNICORN, Server, running

ENGINES = ("onnx", "fastai")

LOAD = """
import json, sys, time
from pathlib import Path
started = time.perf_counter()
from birdapp import create_app
app = create_app({"ENGINE": sys.argv[1], "SECRET_KEY": "x"})
seconds = time.perf_counter() - started
status = Path("/proc/self/status").read_text().splitlines()
peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
print(json.dumps({"seconds": seconds, "megabytes": peak}))
"""

SPLIT = """
import json, sys, time
from pathlib import Path
from statistics import median
from birdapp.guide.bird_folder import read_guide
from birdapp.recognition.loading import load_classifier
from birdapp.recognition.photos import open_photo
from birdapp.settings import ROOT
from birdapp.recognition.transforms import see
guide = read_guide(ROOT / "models")
classifier = load_classifier(guide.folder, sys.argv[1], guide.slugs, guide.neighbour_slugs)
data, repeats = Path(sys.argv[2]).read_bytes(), int(sys.argv[3])
steps = []
for _ in range(repeats + 2):
    a = time.perf_counter()
    image = open_photo(data)
    b = time.perf_counter()
    view = see(image, classifier.manifest.preprocessing)
    c = time.perf_counter()
    classifier.read(view)
    steps.append([1000 * (b - a), 1000 * (c - b), 1000 * (time.perf_counter() - c)])
print(json.dumps([median(step) for step in zip(*steps[2:])]))
"""


def main(repeats: int = 30) -> None:
    """Measure both engines and print the tables."""
    models = ROOT / "models"
    print(f"slim packages, without pip       {installed.megabytes(installed.slim()):8.1f} MB")
    for name in ("birds.onnx", "birds.pkl"):
        print(f"{name:32} {(models / name).stat().st_size / 1e6:8.1f} MB")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size, pixels in SIZES.items():
            (folder / f"{size}.jpg").write_bytes(jpeg(pixels))
        for engine in ENGINES:
            _engine(engine, folder, repeats)


def _engine(engine: str, folder: Path, repeats: int) -> None:
    print(f"\n{engine} engine")
    loads = [json.loads(_python(LOAD, engine)) for _ in range(max(1, min(5, repeats)))]
    _row("import and load the model", median(x["seconds"] for x in loads), "s")
    _row("memory once loaded", median(x["megabytes"] for x in loads), "MB")
    starts = [_start(engine, folder) for _ in range(max(1, min(5, repeats)))]
    _row("gunicorn start to first answer", median(starts), "s")
    with running(GUNICORN, folder, BIRDAPP_ENGINE=engine, BIRDAPP_WORKERS="1") as server:
        for size in SIZES:
            data = (folder / f"{size}.jpg").read_bytes()
            decode, preprocess, network = json.loads(
                _python(SPLIT, engine, str(folder / f"{size}.jpg"), str(repeats))
            )
            whole = 1000 * _median_seconds(lambda data=data: _identify(server, data), repeats)
            _row(f"{size} ({len(data) / 1e6:.1f} MB) over HTTP", whole, "ms")
            _row("    decode", decode, "ms")
            _row("    preprocess", preprocess, "ms")
            _row("    network", network, "ms")
        _row("worker memory, peak", _worker_peak(server), "MB")


def _start(engine: str, folder: Path) -> float:
    photo = (folder / "1 MP.jpg").read_bytes()
    started = time.perf_counter()
    with running(GUNICORN, folder, BIRDAPP_ENGINE=engine, BIRDAPP_WORKERS="1") as server:
        _identify(server, photo)
        return time.perf_counter() - started


def _identify(server: Server, photo: bytes) -> None:
    request = urllib.request.Request(
        f"{server.url}/api/v1/identify", photo, {"Content-Type": "image/jpeg"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.status == 200


def _median_seconds(act: Callable[[], None], repeats: int) -> float:
    times = []
    for _ in range(repeats + 2):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return median(times[2:])


def _worker_peak(server: Server) -> float:
    """Of all memory that the worker ever held at once, in MB."""
    peaks = []
    for worker in server.workers:
        status = Path(f"/proc/{worker}/status").read_text().splitlines()
        peaks += [int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")]
    return max(peaks)


def _python(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *arguments],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return done.stdout.strip().splitlines()[-1]


def _row(name: str, value: float, unit: str) -> None:
    print(f"{name:32} {value:8.1f} {unit}" if unit != "s" else f"{name:32} {value:8.2f} {unit}")


if __name__ == "__main__":
    main(*[int(argument) for argument in sys.argv[1:2]])
