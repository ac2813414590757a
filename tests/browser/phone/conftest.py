from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE
from tests.serving import LAPTOP, free_port, running


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


@pytest.fixture
def phone(chromium: Browser, own_site: OwnSite) -> Iterator[Page]:
    with chromium.new_context(base_url=own_site.url, **PHONE) as context:
        yield context.new_page()
