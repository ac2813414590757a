"""What a visitor of the site as files costs its host, and a million of them.

Run it as python -m tests.benchmarks.per_visitor [--write]; it wants nginx and Chromium. Bytes and
requests are those of nginx's own log, headers included; it compresses text, as hosts do.
"""

import getpass
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserType, Page, expect, sync_playwright

from birdapp.settings import ROOT
from birdapp.web.frozen.host_headers import YEAR
from tests import frozen
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PHONE
from tests.browser.photos import LORIKEET
from tests.server.nginx import nginx
from tests.serving import free_port

DOC = ROOT / "docs" / "SCALING.md"
MILLION = 1_000_000
KEEP = re.compile("^Keep on this phone")

CONF = """
include /etc/nginx/mime.types; default_type application/octet-stream;
gzip on; gzip_types *; gzip_min_length 500;
log_format bytes "$bytes_sent";
server {{
  listen 127.0.0.1:{port}; root {folder}/site; access_log {folder}/bytes.log bytes;
  add_header Cache-Control no-cache;
  location ~ \\.onnx$ {{ gzip off; add_header Cache-Control "{year}"; }}
  location ~ \\.packed$ {{ gzip off; add_header Cache-Control no-cache; }}
}}
"""


@dataclass(frozen=True)
class Row:
    """What one thing that a visitor does costs the host."""

    name: str
    requests: int
    bytes: int

    def __str__(self) -> str:
        return f"| {self.name} | {self.requests} | {self.bytes / 1e6:.2f} |"


@dataclass(frozen=True)
class Price:
    """US$, as assumed: for a GB sent, for a million requests, and for a month of being there."""

    host: str
    gigabyte: float
    requests: float = 0.0
    month: float = 0.0

    def of(self, sent: int, asked: int) -> float:
        """Of so many bytes and requests within a month."""
        return self.month + self.gigabyte * sent / 1e9 + self.requests * asked / MILLION


PRICES = [
    Price("Cloudflare Pages, free plan", 0),
    Price("S3 with CloudFront", 0.085, 1.0),
    Price("Google Cloud Storage, its load balancer and CDN", 0.08, 0.75, 18),
    Price("Azure Static Web Apps, standard plan", 0.20, 0, 9),
]


class Host:
    """nginx with the site, and what it has sent since it was last asked."""

    def __init__(self, url: str, log: Path) -> None:
        self.url = url
        self.log = log
        self.told = 0

    def row(self, name: str) -> Row:
        """All that was sent since the row before."""
        lines = self.log.read_text().split()
        new, self.told = lines[self.told :], len(lines)
        return Row(name, len(new), sum(map(int, new)))


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """The site as files, from nginx."""
    frozen.write(folder / "site")
    port = free_port()
    conf = CONF.format(port=port, folder=folder, year=YEAR)
    with nginx(folder, conf, f"user {getpass.getuser()};"):
        yield Host(f"http://127.0.0.1:{port}/", folder / "bytes.log")


def measure(host: Host, chromium: BrowserType, folder: Path) -> list[Row]:
    """What each visit costs. Caches are on the disk, as at home: in memory they are too small."""
    rows: list[Row] = []
    how = {"executable_path": CHROMIUM, "args": ARGUMENTS, **PHONE}
    with chromium.launch_persistent_context(folder / "one", **how) as context:
        page = context.new_page()
        page.goto(host.url, wait_until="networkidle")
        rows.append(host.row("the start page, for the first time"))
        answer(page)
        rows.append(host.row("the first photo, with the engine"))
        page = context.new_page()
        page.goto(host.url, wait_until="networkidle")
        answer(page)
        rows.append(host.row("a later visit with a photo"))
    with chromium.launch_persistent_context(folder / "another", **how) as context:
        page = context.new_page()
        page.goto(f"{host.url}phone/index.html")
        page.get_by_role("button", name=KEEP).click()
        expect(page.locator(".phone .status")).to_contain_text("Kept.", timeout=60_000)
        rows.append(host.row("“Keep on this phone”, all of it"))
        page = context.new_page()
        page.goto(host.url, wait_until="networkidle")
        answer(page)
        rows.append(host.row("a later visit with a photo, where it is kept"))
    return rows


def answer(page: Page) -> None:
    """Choose a photo and wait for this device's answer."""
    page.locator("#photo").set_input_files(LORIKEET)
    expect(page.locator(".by:visible").first).to_contain_text("on this device")
    page.wait_for_load_state("networkidle")


def tables(rows: list[Row]) -> str:
    """What was measured, and what follows for a million visitors, as Markdown."""
    first, photo, *_ = rows
    # Of the figures as they are shown, so that a reader gets the same.
    sent = sum(round(row.bytes, -4) for row in (first, photo))
    asked = first.requests + photo.requests
    lines = ["| what a visitor does | requests | MB sent |", "| --- | ---: | ---: |"]
    lines += map(str, rows)
    lines += [
        "",
        f"A visitor who comes once and has one photo answered: {first.bytes / 1e6:.2f} + "
        f"{photo.bytes / 1e6:.2f} = {sent / 1e6:.2f} MB in {asked} requests. A million of them: "
        f"{sent * MILLION / 1e12:.1f} TB and {asked} million requests.",
        "",
        "| host | US$ a GB | US$ a million requests | US$ a month | a million visitors, US$ |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {price.host} | {price.gigabyte:.3f} | {price.requests:.2f} | {price.month:.0f} "
        f"| {price.of(sent * MILLION, asked * MILLION):,.0f} |"
        for price in PRICES
    ]
    return "\n".join(lines)


def write(table: str) -> None:
    """Put the tables where docs/SCALING.md has them."""
    page = DOC.read_text(encoding="utf-8")
    marks = r"(<!-- visitors -->\n).*?(<!-- /visitors -->)"
    new = re.sub(marks, lambda found: f"{found[1]}{table}\n{found[2]}", page, flags=re.DOTALL)
    DOC.write_text(new, encoding="utf-8")


def main(options: list[str]) -> None:
    """Measure, print, and write if asked to."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with hosted(folder) as host:
            table = tables(measure(host, playwright.chromium, folder))
    print(table)
    if "--write" in options:
        write(table)


if __name__ == "__main__":
    main(sys.argv[1:])
