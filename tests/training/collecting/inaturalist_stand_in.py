"""A server on this machine that answers as iNaturalist's API does, and can be told to misbehave."""

import io
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from PIL import Image

OBSERVATIONS = "/v1/observations"

Answer = tuple[int, dict[str, str], bytes]


def _jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(file, "JPEG")
    return file.getvalue()


JPEG = _jpeg()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that was killed is what some tests are about."""


class StandIn:
    """A small world of observations; `faults[path]` is what goes wrong there, request by request.

    A fault is a status, `dropped`, `truncated`, `broken`, `huge`, a URL to redirect to, or None
    for a proper answer. `log` holds the path of each request, `times` when it came.
    """

    def __init__(
        self,
        largest_page: int = 200,
        photo_seconds: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.largest_page = largest_page
        self.photo_seconds = photo_seconds
        self.clock = clock
        self.observations: list[dict[str, Any]] = []
        self.jpegs: dict[int, bytes] = {}
        self.faults: dict[str, list[int | str | None]] = defaultdict(list)
        self.retry_after: str | None = "7"
        self.log: list[str] = []
        self.places: list[str | None] = []
        self.times: list[float] = []
        self.user_agents: set[str] = set()
        self._server = _Server(("127.0.0.1", 0), _handler_of(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def api(self) -> str:
        """What to give as the API's address."""
        return f"{self.url}/v1"

    def add(
        self,
        scientific_name: str,
        observer: str = "",
        licences: tuple[str | None, ...] = ("cc-by",),
        host: str = "",
        favourites: int = 0,
        attribution: str = "",
        photo: bytes = JPEG,
    ) -> int:
        """Add an observation with one photo for each of `licences`; returns its number."""
        number = 1001 + len(self.observations)
        observer = observer or f"observer{number}"
        self.jpegs[number] = photo
        self.observations.append(
            {
                "id": number,
                "quality_grade": "research",
                "faves_count": favourites,
                "taxon": {"name": scientific_name, "rank": "species"},
                "user": {"login": observer},
                "photos": [
                    {
                        "id": number * 10 + position,
                        "url": f"{host or self.url}/photos/{number * 10 + position}/square.jpg",
                        "license_code": licence,
                        "attribution": attribution
                        or f"(c) {observer}, some rights reserved ({licence})",
                    }
                    for position, licence in enumerate(licences)
                ],
            }
        )
        return number

    def fetches(self, observation: int) -> list[str]:
        """The requests for photos of an observation."""
        return [path for path in self.photo_log if path.startswith(f"/photos/{observation}")]

    @property
    def photo_log(self) -> list[str]:
        """The requests for photos."""
        return [path for path in self.log if path.startswith("/photos/")]

    def answer(self, path: str, query: dict[str, str]) -> Answer:
        """What iNaturalist would say."""
        if path == OBSERVATIONS:
            return self._page(query)
        if path.startswith("/photos/") and path.endswith("/medium.jpg"):
            time.sleep(self.photo_seconds)
            number = int(path.split("/")[2]) // 10
            return 200, {"Content-Type": "image/jpeg"}, self.jpegs.get(number, JPEG)
        return 404, {}, b""

    def _page(self, query: dict[str, str]) -> Answer:
        asked = ("quality_grade", "order_by", "order")
        self.places.append(query.get("place_id"))
        if [query.get(name) for name in asked] != ["research", "id", "asc"]:
            return 422, {}, b""
        words = set(query["taxon_name"].lower().split())
        licences = query["photo_license"].split(",")
        above = int(query["id_above"])
        found = [
            observation
            for observation in self.observations
            if observation["id"] > above
            and words <= set(observation["taxon"]["name"].lower().split())
            and (query.get("popular") != "true" or observation["faves_count"])
            and any(photo["license_code"] in licences for photo in observation["photos"])
        ]
        page = found[: min(int(query["per_page"]), self.largest_page)]
        body = {"total_results": len(found), "per_page": len(page), "results": page}
        return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()


def _handler_of(world: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body in one packet: two would wait for each other for 40 ms.
        wbufsize = -1

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            world.log.append(parts.path)
            world.times.append(world.clock())
            world.user_agents.add(self.headers["User-Agent"])
            faults = world.faults[parts.path]
            fault = faults.pop(0) if faults else None
            if fault == "dropped":
                self.close_connection = True
                return
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self._send(*_spoil(world, fault, world.answer(parts.path, query)))
            if fault == "truncated":
                self.close_connection = True

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


def _spoil(world: StandIn, fault: int | str | None, answer: Answer) -> Answer:
    status, headers, body = answer
    match fault:
        case None:
            return answer
        case int():
            return fault, {"Retry-After": world.retry_after} if world.retry_after else {}, b"no"
        case "truncated":
            return status, headers | {"Content-Length": str(len(body))}, body[: len(body) // 2]
        case "broken":
            return status, headers, body[: len(body) // 2]
        case "huge":
            return status, headers, body * 1000
        case _:
            return 302, {"Location": fault}, b""
