import getpass
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import frozen
from tests.browser.conftest import DESKTOP, watch
from tests.server.nginx import nginx
from tests.serving import free_port

RULES = {
    "names as they are": "",
    "names without .html": """
        location ~ ^(?<name>.*/)index\\.html$ { return 308 $name; }
        location ~ ^(?<name>.+)\\.html$ { return 308 $name; }
        location / { try_files $uri $uri.html ${uri}index.html =404; }
    """,
}
"""Hosts that serve files, and those that send a browser on to a page's plain name."""


class Host:
    """nginx that serves files below a prefix, and can be stopped. No Python runs."""

    def __init__(self, folder: Path, rules: str = "") -> None:
        self.folder = folder
        self.rules = rules
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/birds/"
        self.running = ExitStack()

    def start(self) -> None:
        self.running.enter_context(self._served())

    def stop(self) -> None:
        self.running.close()

    @contextmanager
    def _served(self) -> Iterator[None]:
        conf = (
            "include /etc/nginx/mime.types; default_type application/octet-stream; "
            f"server {{ listen 127.0.0.1:{self.port}; root {self.folder}/root; "
            f"error_page 404 /birds/404.html; absolute_redirect off; {self.rules} }}"
        )
        # Its workers would else be somebody who may not read pytest's folders.
        with nginx(self.folder, conf, f"user {getpass.getuser()};"):
            yield


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("files") / "birds"
    frozen.write(folder, "/birds/")
    return folder


@pytest.fixture
def host(request: pytest.FixtureRequest, files: Path, tmp_path: Path) -> Iterator[Host]:
    """A host of the first kind, or of the one that a test names."""
    rules = getattr(request, "param", next(iter(RULES)))
    root = tmp_path / "nginx" / "root"
    shutil.copytree(files, root / "birds", copy_function=os.link)
    host = Host(tmp_path / "nginx", RULES[rules])
    host.start()
    yield host
    host.stop()


@pytest.fixture
def page(chromium: Browser, host: Host) -> Iterator[Page]:
    """A page that must ask no other host and report no error, as of its policy."""
    troubles: list[str] = []
    # A button that is still changing its colour has the contrast of neither.
    with chromium.new_context(reduced_motion="reduce", **DESKTOP) as context:
        page = context.new_page()
        watch(page, host.url, troubles)
        yield page
    # Once the host is stopped, looking for a new version fails.
    assert [said for said in troubles if "CONNECTION_REFUSED" not in said] == []
