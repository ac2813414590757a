"""The app in a frame on a page of another site: shown where that site is named, and only there."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.photos import LORIKEET
from tests.serving import LAPTOP, running

pytestmark = pytest.mark.shipped_birds

TITLE = "Which bird is it?"


class Framing(BaseHTTPRequestHandler):
    """Answers a page with one frame, which shows the address behind the question mark."""

    def do_GET(self) -> None:
        page = f'<iframe src="{self.path.partition("?")[2]}" width="900" height="700"></iframe>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html>" + page.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def other_site() -> Iterator[str]:
    """To a browser, `localhost` is another site than 127.0.0.1, which keeps other cookies."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Framing) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def test_the_site_that_is_named_shows_it_and_the_form_works(
    chromium: Browser, other_site: str, tmp_path: Path
) -> None:
    variables = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_FRAMED_BY": other_site}
    with running(LAPTOP, tmp_path, **variables) as server, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{other_site}/?{server.url}/")
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading", name=TITLE)).to_be_visible()
        frame.locator("#photo").set_input_files(LORIKEET)
        frame.get_by_role("button", name="Identify the bird").click()
        expect(frame.locator("h1:visible")).to_contain_text("Rainbow Lorikeet")


@pytest.mark.parametrize(
    "named",
    [{}, {"BIRDAPP_FRAMED_BY": "https://huggingface.co,http://localhost:1"}],
    ids=["nobody", "others"],
)
def test_a_site_that_is_not_named_shows_nothing(
    chromium: Browser, other_site: str, tmp_path: Path, named: dict[str, str]
) -> None:
    variables = {"BIRDAPP_ENGINE": "onnx", **named}
    with running(LAPTOP, tmp_path, **variables) as server, chromium.new_context() as context:
        page = context.new_page()
        with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            page.goto(f"{other_site}/?{server.url}/")
        expect(page.frame_locator("iframe").get_by_text(TITLE)).to_have_count(0)
