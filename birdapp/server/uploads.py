"""Uploads stay in memory, all together below a limit: no photo touches the disk."""

from collections.abc import Iterable
from io import BytesIO
from threading import Lock
from typing import IO, Any

from flask import Flask, Request

from birdapp.server.gate import Busy


class InMemoryRequest(Request):
    """A request whose files are kept in memory; MAX_CONTENT_LENGTH bounds them.

    Werkzeug would write whatever is larger than 500 kB to a temporary file.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


class UploadBudget:
    """WSGI middleware: what this process holds of uploads is at most `most` bytes.

    Counted as it arrives, so that many slow or announced uploads take no room from quick ones. The
    upload that exceeds it raises Busy in the middle of being read.
    """

    def __init__(self, app: Any, most: int) -> None:
        self.app = app
        self.most = most
        self.held = 0
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Meter what is sent; nothing else reads a body."""
        if environ["REQUEST_METHOD"] != "POST":
            return self.app(environ, start_response)
        body = environ["wsgi.input"] = MeteredBody(environ["wsgi.input"], self)
        try:
            return self.app(environ, start_response)
        finally:
            body.give_back()

    def change(self, count: int) -> None:
        """Take `count` bytes, or give them back where it is negative."""
        with self._lock:
            if count > 0 and self.held + count > self.most:
                raise Busy
            self.held += count


class MeteredBody:
    """A request's body whose bytes count against the budget until the request is over."""

    def __init__(self, body: Any, budget: UploadBudget) -> None:
        self.body = body
        self.budget = budget
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """Read on. Raises Busy where the budget is used up."""
        data: bytes = self.body.read(size)
        self.budget.change(len(data))
        self.taken += len(data)
        return data

    def skip(self, size: int) -> int:
        """Read up to `size` bytes and forget them; returns how many there were.

        What the worker refused to wait for counts as the end (gunicorn's NoMoreData).
        """
        try:
            return len(self.body.read(size))
        except OSError:
            return 0

    def give_back(self) -> None:
        """The request is over, and its bytes are forgotten."""
        self.budget.change(-self.taken)
        self.taken = 0


def init_app(app: Flask) -> None:
    """Keep uploads in memory, each within its limit and all within the budget."""
    app.config.update(
        MAX_CONTENT_LENGTH=app.config["MAX_UPLOAD_MB"] * 1_000_000,
        # Werkzeug refuses any upload where this is less than what it reads at once, 64 KiB.
        MAX_FORM_MEMORY_SIZE=200_000,
        MAX_FORM_PARTS=20,
    )
    app.request_class = InMemoryRequest
    app.wsgi_app = UploadBudget(  # type: ignore[method-assign]
        app.wsgi_app, app.config["UPLOADS_MB"] * 1_000_000
    )
