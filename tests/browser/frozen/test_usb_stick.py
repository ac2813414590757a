"""The site on a USB stick: the command of docs/FILES.md, and an answer in Chromium."""

import shlex
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP, watch
from tests.browser.photos import LORIKEET
from tests.conftest import GUIDE
from tests.deploy.pages import commands
from tests.serving import free_port

HERE = "Answered on this device; no photo was sent."


@contextmanager
def plugged_in(folder: Path) -> Iterator[int]:
    """Run what the page says, with a folder and a port of our own."""
    port = free_port()
    said = commands("A USB stick", page="FILES.md")
    assert " 8000 " in said and "OUT" in said
    said = said.replace(" 8000 ", f" {port} ").replace("OUT", shlex.quote(str(folder)))
    process = subprocess.Popen(shlex.split(said), stderr=subprocess.DEVNULL)
    try:
        wait_until_up(process, f"http://127.0.0.1:{port}/")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def wait_until_up(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_the_stick_answers_and_asks_nobody_else(
    chromium: Browser, files: Path, troubles: list[str], name: str
) -> None:
    with plugged_in(files) as port, chromium.new_context(**DESKTOP) as context:
        page = context.new_page()
        watch(page, f"http://{name}:{port}/", troubles)
        page.goto(f"http://{name}:{port}/")
        page.locator("#photo").set_input_files(LORIKEET)
        expect(page.locator(".by:visible")).to_have_text(HERE)
        expect(page.locator("meter")).to_have_count(len(GUIDE.slugs))
        page.locator(".heat summary").click()
        expect(page.locator(".heatmap").first).to_be_visible()
