"""The way between a phone and its site, on which requests hang, crawl or are refused."""

import http.client
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PIECES = 12

Rule = Callable[[str, str], str | int | None]
"""By method and path: "hang", "crawl", "no cookie" or a status to refuse; None lets it through."""


class Server(ThreadingHTTPServer):
    """Says nothing of who has hung up."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Nothing."""


class Way:
    """Passes on what is asked at `url`. What hangs does so until `release` is set."""

    def __init__(self, site: str) -> None:
        self.host = site.removeprefix("http://")
        self.rule: Rule = lambda method, path: None
        self.asked: list[tuple[str, str]] = []
        self.release = threading.Event()
        way = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                way.pass_on(self)

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def posts(self) -> list[str]:
        """The paths that were posted to."""
        return [path for method, path in self.asked if method == "POST"]

    def close(self) -> None:
        """Nothing hangs any longer."""
        self.release.set()
        self.server.shutdown()
        self.server.server_close()

    def pass_on(self, request: BaseHTTPRequestHandler) -> None:
        """Ask the site, and answer as the rule says."""
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        self.asked.append((request.command, request.path))
        rule = self.rule(request.command, request.path)
        if isinstance(rule, int):
            self.answer(request, rule, {"Content-Type": "text/html"}, b"")
            return
        if rule == "hang":
            self.release.wait()
        headers = {**dict(request.headers.items()), "Host": self.host, "Connection": "close"}
        headers.pop("Origin", None)
        site = http.client.HTTPConnection(self.host, timeout=60)
        site.request(request.command, request.path, body or None, headers)
        got = site.getresponse()
        body, given = got.read(), dict(got.getheaders())
        site.close()
        if rule == "no cookie":
            given.pop("Set-Cookie", None)
        self.answer(request, got.status, given, body, rule == "crawl")

    def answer(
        self,
        request: BaseHTTPRequestHandler,
        status: int,
        headers: dict[str, str],
        body: bytes,
        crawls: bool = False,
    ) -> None:
        """Send it, a piece in half a second where it crawls."""
        request.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("connection", "content-length", "transfer-encoding"):
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        size = len(body) // PIECES + 1 if crawls else len(body) or 1
        for start in range(0, len(body), size):
            request.wfile.write(body[start : start + size])
            if crawls:
                threading.Event().wait(0.5)
