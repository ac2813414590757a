"""Debian's Firefox and WebKit, each started once for all tests."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.engines.webdriver import Browser, over_http, over_marionette
from tests.serving import free_port

FIREFOX = shutil.which("firefox-esr")
WEBKIT = shutil.which("WebKitWebDriver")
XVFB = shutil.which("xvfb-run")
MINI_BROWSER = next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"), None)
PRIVATE = 'user_pref("privacy.resistFingerprinting", true);\n'


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with started_firefox(tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture(scope="session")
def private_firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with started_firefox(tmp_path_factory.mktemp("private"), PRIVATE) as browser:
        yield browser


@pytest.fixture(scope="session")
def webkit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    must_have("WebKit with xvfb", WEBKIT and XVFB and MINI_BROWSER)
    port = free_port()
    home = tmp_path_factory.mktemp("webkit")
    command = [str(XVFB), "-a", str(WEBKIT), f"--port={port}"]
    options = {"binary": str(MINI_BROWSER), "args": ["--automation"]}
    with process(command, home, port):
        yield Browser(over_http(f"http://127.0.0.1:{port}", {"webkitgtk:browserOptions": options}))


@pytest.fixture(params=["firefox", "webkit"])
def browser(request: pytest.FixtureRequest, site: str) -> Browser:
    """Each of them in turn, with nothing kept."""
    found: Browser = request.getfixturevalue(request.param)
    found.goto(site)
    found.run("localStorage.clear()")
    return found


@contextmanager
def started_firefox(folder: Path, settings: str = "") -> Iterator[Browser]:
    must_have("Firefox", FIREFOX)
    port = free_port()
    (folder / "user.js").write_text(f'user_pref("marionette.port", {port});\n{settings}')
    arguments = ["--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with process([str(FIREFOX), *arguments], folder, port):
        yield Browser(over_marionette(port))


@contextmanager
def process(command: list[str], home: Path, port: int) -> Iterator[None]:
    """A program and all that it starts, from when it listens on `port` to the end of the block."""
    environ = {**os.environ, "HOME": str(home)}
    with (home / "browser.log").open("wb") as log:
        running = subprocess.Popen(
            command, env=environ, stdout=log, stderr=log, start_new_session=True
        )
    try:
        wait_until_it_listens(port, running)
        yield
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=30)


def wait_until_it_listens(port: int, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            assert running.poll() is None and time.monotonic() < deadline, running.args
            time.sleep(0.1)


def must_have(name: str, found: object) -> None:
    """Skip where a browser is not installed; CI has to have it."""
    if found:
        return
    assert not os.environ.get("CI"), f"CI needs {name}"
    pytest.skip(f"{name} is not installed")
