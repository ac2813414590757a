"""Chromium and a real server, once for all tests that drive a browser."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.browser.made_up import Painter
from tests.serving import LAPTOP, free_port, running

NAMES = ("chromium", "chromium-browser", "google-chrome")
WHOLE = next(filter(None, map(shutil.which, NAMES)), None)
CHROMIUM = shutil.which("chromium-headless-shell") or WHOLE
"""Debian's browser without its own windows, if it is there: a new page costs a third."""
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
SMALL = {"viewport": {"width": 320, "height": 844}, "has_touch": True}

expect.set_options(timeout=30_000)
"""Milliseconds: a busy machine takes its time to look at a photo."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM or os.environ.get("CI"):
        return
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.skip(reason="no Chromium is installed"))


class OwnSite:
    """A server of its own at one address, which can be stopped and started with other birds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.running = ExitStack()

    def start(self, **variables: str) -> None:
        server = running(LAPTOP, self.folder, port=self.port, BIRDAPP_ENGINE="onnx", **variables)
        self.running.enter_context(server)

    def stop(self) -> None:
        self.running.close()


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[OwnSite]:
    site = OwnSite(tmp_path)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(LAPTOP, tmp_path_factory.mktemp("site"), BIRDAPP_ENGINE="onnx") as server:
        yield server.url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    assert CHROMIUM, "CI needs Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """What a page must not do; a test that provokes an error takes it out again."""
    noted: list[str] = []
    yield noted
    assert noted == []


@pytest.fixture(params=["phone", "desktop"])
def page(
    request: pytest.FixtureRequest, chromium: Browser, site: str, troubles: list[str]
) -> Iterator[Page]:
    """A page on a phone and on a desktop that must ask no other host and report no error."""
    shape = PHONE if request.param == "phone" else DESKTOP
    with chromium.new_context(base_url=site, **shape) as context:
        page = context.new_page()
        watch(page, site, troubles)
        yield page


@pytest.fixture
def painter(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Painter:
    """Draws pages about answers that no photo here gives."""
    return Painter(app, monkeypatch)


def watch(page: Page, site: str, troubles: list[str]) -> None:
    """Note requests to other hosts, exceptions and console errors, as which CSP reports come."""

    def check_host(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            troubles.append(request.url)

    page.on("request", check_host)
    page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
