"""Prints the tables of docs/DEPLOY.md and docs/SCALING.md: what an image weighs, what a core does.

    python -m tests.deploy.measure [--fastai] [--torch-index URL] [--write]

Builds the images with buildah and starts them with podman, as the tests do. `--fastai` also builds
the image that serves the learner. Where PyTorch's own index of CPU builds cannot be reached,
`--torch-index` names another. `--write` puts the tables into the documents.
"""

import argparse
import http.client
import io
import json
import math
import re
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import NamedTuple

from PIL import Image

from birdapp.settings import ROOT
from tests.deploy.containers import LOCKED_DOWN, LORIKEET, PORT_80_FOR_EVERYBODY, Container, started
from tests.deploy.images import base_of, build, is_stand_in, size
from tests.images import noise

ONE_CORE = ["--cpus=1", "--env=BIRDAPP_WORKERS=1"]
SIDES = {"0.1 MP": (400, 300), "1 MP": (1154, 866), "12 MP": (4000, 3000)}
PLANNED_FOR = "1 MP"
CLIENTS = 2
SECONDS = 10

RATES = (1, 10, 100, 1000)
BUSY = 0.6
"""How busy the autoscaler keeps the cores: averageUtilization in deploy/kubernetes."""
PRICE = 0.05
"""US dollars for one core and 2 GB for an hour, a round list price of the large clouds."""
HOURS = 730


class Load(NamedTuple):
    """What happened under load: seconds for each photo, and the processes' memory afterwards."""

    waits: list[float]
    memory: int

    @property
    def rate(self) -> float:
        """Photos a second."""
        return len(self.waits) / SECONDS


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--fastai", action="store_true")
    options.add_argument("--torch-index")
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    images = {"slim": build("Dockerfile", "measured")}
    if given.fastai:
        index = {"TORCH_INDEX": given.torch_index} if given.torch_index else {}
        images["fastai"] = build(
            "Dockerfile", "measured-fastai", REQUIREMENTS="requirements.txt", **index
        )
    loads = {name: measure_loads(image) for name, image in images.items()}
    tables = {
        "sizes": sizes_table(images),
        "speeds": speeds_table(loads),
        "plan": plan_table(loads["slim"][PLANNED_FOR]),
    }
    for name, table in tables.items():
        print(f"\n{table}")
        if given.write:
            write(name, table)


def sizes_table(images: dict[str, str]) -> str:
    """What the images weigh, and how long a cold start takes."""
    base = base_of("Dockerfile")
    weight = size(base)
    made = " (a stand-in made with debootstrap)" if is_stand_in(base) else ""
    rows = [
        f"Base image: {weight / 1e6:.0f} MB{made}.",
        "",
        "| image | added to the base | whole image | start to first answer | memory then |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, image in images.items():
        whole = size(image)
        rows.append(
            f"| {name} | {(whole - weight) / 1e6:,.0f} MB | {whole / 1e6:,.0f} MB "
            f"| {first_answer(image)} |"
        )
    return "\n".join(rows)


def first_answer(image: str) -> str:
    """Seconds from `podman run` to the first identified photo (median of three), and the memory."""
    seconds, memory = [], []
    for _ in range(3):
        began = time.monotonic()
        with _container(image) as container:
            container.wait_for("/readyz")
            container.identify()
            seconds.append(time.monotonic() - began)
            memory.append(container.memory())
    return f"{statistics.median(seconds):.1f} s | {max(memory) / 1e6:.0f} MB"


def measure_loads(image: str) -> dict[str, Load]:
    """What one core does with photos of several sizes."""
    loads = {}
    with _container(image) as container:
        container.wait_for("/readyz")
        for kind, sides in SIDES.items():
            waits = _send(container, _photo(*sides))
            loads[kind] = Load(waits, container.memory())
    return loads


def speeds_table(loads: dict[str, dict[str, Load]]) -> str:
    """The loads as a table."""
    rows = [
        "| image | photo | photos a second | median | 95 % within | memory |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    rows += [
        f"| {name} | {kind} JPEG | {load.rate:.0f} "
        f"| {1000 * statistics.median(load.waits):.0f} ms "
        f"| {1000 * statistics.quantiles(load.waits, n=20)[-1]:.0f} ms "
        f"| {load.memory / 1e6:.0f} MB |"
        for name, kinds in loads.items()
        for kind, load in kinds.items()
    ]
    return "\n".join(rows)


def plan_table(load: Load) -> str:
    """How many copies of one core several rates of photos need, and what they cost."""
    rows = [
        f"| photos a second ({PLANNED_FOR}) | copies of one core | memory | US$ a month |",
        "| ---: | ---: | ---: | ---: |",
    ]
    for rate in RATES:
        copies = math.ceil(rate / (BUSY * load.rate))
        rows.append(
            f"| {rate:,} | {copies} | {copies * load.memory / 1e9:.1f} GB "
            f"| {copies * PRICE * HOURS:,.0f} |"
        )
    return "\n".join(rows)


def write(name: str, table: str) -> None:
    """Put a table into the document that has a place for it."""
    for document in (ROOT / "docs" / "DEPLOY.md", ROOT / "docs" / "SCALING.md"):
        text = document.read_text(encoding="utf-8")
        place = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        filled = re.sub(
            place, lambda found: f"{found[1]}{table}\n{found[2]}", text, flags=re.DOTALL
        )
        document.write_text(filled, encoding="utf-8")


def _container(image: str) -> AbstractContextManager[Container]:
    return started(
        image, 80, *LOCKED_DOWN, "--tmpfs=/tmp", PORT_80_FOR_EVERYBODY, *ONE_CORE,
        "--env=BIRDAPP_RATE_LIMIT=off",
    )  # fmt: skip


def _photo(width: int, height: int) -> bytes:
    """A photo of a bird, enlarged, with a camera's noise so that it weighs what photos weigh."""
    bird = Image.open(LORIKEET).convert("RGB").resize((width, height), Image.Resampling.BICUBIC)
    jpeg = io.BytesIO()
    Image.blend(bird, noise(width, height, 20), 0.2).save(jpeg, "JPEG", quality=85)
    return jpeg.getvalue()


def _send(container: Container, photo: bytes) -> list[float]:
    """Send the photo for some seconds; how long each answer took."""
    host = container.url.removeprefix("http://")
    until = time.monotonic() + SECONDS

    def visitor(_: int) -> Iterator[float]:
        connection = http.client.HTTPConnection(host)
        while time.monotonic() < until:
            began = time.monotonic()
            connection.request("POST", "/api/v1/identify", photo, {"Content-Type": "image/jpeg"})
            assert len(json.load(connection.getresponse())["species"]) == 30
            yield time.monotonic() - began

    with ThreadPoolExecutor(CLIENTS) as crowd:
        visits = crowd.map(lambda number: list(visitor(number)), range(CLIENTS))
        return [wait for waits in visits for wait in waits]


if __name__ == "__main__":
    main()
