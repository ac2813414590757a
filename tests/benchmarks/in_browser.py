"""What the engine costs in Chromium. Run it as python -m tests.benchmarks.in_browser [REPEATS]

Times are medians, with what is compared taken in turn. Memory is the kernel's high-water mark of
the page's process, so this wants Linux.
"""

import base64
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, Request, Worker, sync_playwright

from tests.benchmarks.photos import SIZES, jpeg
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.serving import LAPTOP, running

BIRDS = "/engine/birds.json"

KEEP_PHOTO = """(data) => {
  globalThis.photo = new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))]);
}"""

PREPARE = """async (birds) => {
  globalThis.engine = await import("/static/js/engine/engine.js");
  const started = performance.now();
  await engine.prepare(birds);
  return performance.now() - started;
}"""

ANSWER = """async (birds) => {
  const started = performance.now();
  await engine.identify(photo, birds);
  return performance.now() - started;
}"""

ANOTHER_WORKER = """() => {
  globalThis.another = new Worker("/static/js/engine/worker.js", { type: "module" });
}"""

KEEP_SESSION = """async (birds) => {
  const names = ["network", "photo", "view"];
  const [network, photo, view] = await Promise.all(
    names.map((name) => import(`/static/js/engine/${name}.js`)));
  const loaded = await network.load(birds, () => {});
  globalThis.steps = { ...network, ...photo, ...view, ...loaded };
}"""

STEPS = """async () => {
  const { birds, session, openPhoto, see, run } = steps;
  const times = [performance.now()];
  const image = await openPhoto(photo, birds.photo);
  times.push(performance.now());
  const { input } = see(image, birds);
  times.push(performance.now());
  await run(session, input, birds);
  times.push(performance.now());
  return [1, 2, 3].map((step) => times[step] - times[step - 1]);
}"""


def main(repeats: int = 20) -> None:
    """Measure and print the tables."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with running(LAPTOP, Path(folder), BIRDAPP_ENGINE="onnx") as server:
            page = browser.new_page(base_url=server.url)
            _first_visit(page)
            page.goto("/about/")
            _start(browser, page)
            # Its own, since that of the engine is ended when it has nothing to do.
            with page.expect_worker() as another:
                page.evaluate(ANOTHER_WORKER)
            worker = another.value
            worker.evaluate(KEEP_SESSION, server.url + BIRDS)
            for size, pixels in SIZES.items():
                _size(page, worker, size, jpeg(pixels), repeats)
        browser.close()


def over_the_wire(arrived: list[Request]) -> int:
    """Bytes of all answers, as they were sent: packed, with their headers."""
    sizes = [request.sizes() for request in arrived]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


def _first_visit(page: Page) -> None:
    arrived: list[Request] = []

    def note(done: Request) -> None:
        arrived.append(done)

    page.on("requestfinished", note)
    page.goto("/", wait_until="networkidle")
    page.remove_listener("requestfinished", note)
    _row("first visit, requests", len(arrived), "")
    _row("first visit over the wire", over_the_wire(arrived) / 1000, "kB")


def _start(browser: Browser, page: Page) -> None:
    before = _peak(browser)
    fetched: list[int] = []
    page.on("requestfinished", lambda done: fetched.append(done.sizes()["responseBodySize"]))
    started = page.evaluate(PREPARE, BIRDS)
    _row("the engine over the wire", sum(fetched) / 1e6, "MB")
    _row("fetched here and started", started / 1000, "s")
    page.evaluate(KEEP_PHOTO, base64.b64encode(jpeg(SIZES["12 MP"])).decode())
    page.evaluate(ANSWER, BIRDS)
    _row("page without the engine, peak", before, "MB")
    _row("with it, after 12 MP, peak", _peak(browser), "MB")


def _size(page: Page, worker: Worker, size: str, photo: bytes, repeats: int) -> None:
    data = base64.b64encode(photo).decode()
    page.evaluate(KEEP_PHOTO, data)
    worker.evaluate(KEEP_PHOTO, data)
    whole: list[float] = []
    steps: list[list[float]] = []
    for _ in range(repeats + 2):
        whole.append(page.evaluate(ANSWER, BIRDS))
        steps.append(worker.evaluate(STEPS))
    answer = median(whole[2:])
    decode, see, network = (median(step) for step in zip(*steps[2:], strict=True))
    _row(f"{size} ({len(photo) / 1e6:.1f} MB), photo to answer", answer, "ms")
    _row("    decode", decode, "ms")
    _row("    preprocess", see, "ms")
    _row("    network", network, "ms")
    _row("    answer, in times of the network", answer / network, "")


def _peak(browser: Browser) -> float:
    """Of all memory that the largest page's process ever held at once, in MB."""
    session = browser.new_browser_cdp_session()
    told: dict[str, Any] = session.send("SystemInfo.getProcessInfo")
    session.detach()
    pages = [one["id"] for one in told["processInfo"] if one["type"] == "renderer"]
    return max(_high_water(process) for process in pages)


def _high_water(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def _row(name: str, value: float, unit: str) -> None:
    print(
        f"{name:36} {value:8.2f} {unit}" if unit in ("s", "") else f"{name:36} {value:8.1f} {unit}"
    )


if __name__ == "__main__":
    main(*[int(argument) for argument in sys.argv[1:2]])
