"""The app behind a real nginx with the project's configuration, on a port that is not 80."""

import http.client
import re
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.images import encode, gradient
from tests.server.nginx import in_front_of, tls_of_somebody
from tests.serving import GUNICORN, running

PHOTO = encode(gradient(300, 200))
HTTPS = partial(http.client.HTTPSConnection, context=ssl._create_unverified_context())


class Site(NamedTuple):
    """Where visitors reach the app."""

    scheme: str
    port: int

    @property
    def origin(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def ask(self, visitor: str, method: str, path: str, **more: object) -> tuple[int, dict, str]:
        """Ask from another address of this machine: the status, the headers and the text."""
        connect = http.client.HTTPConnection if self.scheme == "http" else HTTPS
        connection = connect("127.0.0.1", self.port, timeout=30, source_address=(visitor, 0))
        connection.request(method, path, **more)  # type: ignore[arg-type]
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, dict(answer.headers), text

    def identify(self, visitor: str, **headers: str) -> int:
        sent = {"Content-Type": "image/jpeg", **headers}
        return self.ask(visitor, "POST", "/api/v1/identify", body=PHOTO, headers=sent)[0]


@pytest.fixture(params=[1, 2], ids=["one proxy", "a second one in front"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    variables = {
        "BIRDAPP_ENGINE": "onnx",
        "BIRDAPP_WORKERS": "1",
        "BIRDAPP_RATE_LIMIT": "2 per hour",
        "BIRDAPP_PROXIES": str(request.param),
    }
    with ExitStack() as stack:
        server = stack.enter_context(running(GUNICORN, tmp_path, **variables))
        address = server.url.removeprefix("http://")
        port = stack.enter_context(in_front_of(address, tmp_path / "nginx"))
        if request.param == 1:
            yield Site("http", port)
            return
        yield Site("https", stack.enter_context(tls_of_somebody(port, tmp_path / "front")))


def test_each_visitor_has_a_limit_of_his_own_and_none_is_forged(site: Site) -> None:
    assert [site.identify("127.0.0.2") for _ in range(3)] == [200, 200, 429]
    assert [site.identify("127.0.0.3") for _ in range(3)] == [200, 200, 429]
    forged = [{"X-Forwarded-For": f"198.51.100.{number}"} for number in range(3)]
    assert [site.identify("127.0.0.4", **each) for each in forged] == [200, 200, 429]


def test_the_form_works_on_any_port(site: Site) -> None:
    _, headers, page = site.ask("127.0.0.2", "GET", "/")
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    body = (
        f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{found[1]}\r\n'
        '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
    ).encode() + PHOTO + b"\r\n--x--\r\n"  # fmt: skip
    sent = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Cookie": headers["Set-Cookie"].partition(";")[0],
        "Origin": site.origin,
    }
    status, headers, page = site.ask("127.0.0.2", "POST", "/", body=body, headers=sent)
    assert status == 200, page
    assert ("Strict-Transport-Security" in headers) == (site.scheme == "https")
    sent["Origin"] = site.origin.replace(str(site.port), "80")
    assert site.ask("127.0.0.2", "POST", "/", body=body, headers=sent)[0] == 403
