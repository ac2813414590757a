"""The crowd notices what it is there to notice."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.failure.crowd import Crowd

FAULTS = {
    "another answer": (200, b"another"),
    "half an answer": (200, b"ri"),
    "an error": (500, b'{"detail": "Something went wrong."}'),
    "a refusal": (503, b'{"detail": "Please try again."}'),
}


class Site(BaseHTTPRequestHandler):
    fault = ""

    def do_POST(self) -> None:
        photo = self.rfile.read(int(self.headers["Content-Length"]))
        status, body = FAULTS.get(type(self).fault, (200, b"right" + photo[-30:-20]))
        self.send_response(status)
        self.send_header(
            "Content-Length", str(5 if type(self).fault == "half an answer" else len(body))
        )
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        Site.fault = ""


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("another answer", "wrong"),
        ("half an answer", "broken"),
        ("an error", "wrong"),
        ("a refusal", "refused"),
    ],
)
def test_a_fault_is_noticed(site: str, fault: str, outcome: str) -> None:
    with Crowd(lambda: site) as crowd:
        crowd.wait_for(3)
        Site.fault = fault
        crowd.wait_for(3, outcome)
    record = crowd.record()
    assert record.answered >= 3
    assert {"wrong": len(record.wrong), "broken": len(record.stray), "refused": record.refused}[
        outcome
    ] >= 3
    assert not record.served_afterwards
