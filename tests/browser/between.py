"""A host between browser and site: what it does to answers happens behind the browser's cache."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

Change = Callable[[str, int, bytes], tuple[int, bytes]]
"""From an address, a status and a body to those that the browser gets."""

OF_A_CONNECTION = ("connection", "content-length", "transfer-encoding")


@contextmanager
def between(site: str, change: Change) -> Iterator[str]:
    """Gives the host's address. Headers, as those for caches, are the site's."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with closing(HTTPConnection(urlsplit(site).netloc)) as behind:
                behind.request("GET", self.path, headers=dict(self.headers))
                answer = behind.getresponse()
                status, body = change(self.path, answer.status, answer.read())
            self.send_response(status)
            for name, value in answer.getheaders():
                if name.lower() not in OF_A_CONNECTION:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """A test says what it has seen."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}"
        host.shutdown()
