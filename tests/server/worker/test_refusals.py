"""What is no HTTP."""

import json

import pytest

from birdapp.server.headers import HEADERS
from tests.server.worker.site import HEAD, connect, one_worker
from tests.test_serving import identify


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        (b"no request at all\r\n\r\n", 400, "could not be understood"),
        (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400, "could not be understood"),
        (b"GET /%s HTTP/1.1\r\nHost: x\r\n\r\n" % (b"a" * 9_000), 414, "address is too long"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n" % (b"a" * 20_000), 431, "too long"),
        (HEAD + b"Transfer-Encoding: nonsense\r\n\r\n0\r\n\r\n", 501, "could not be understood"),
    ],
    ids=["no HTTP", "header", "address", "long header", "transfer coding"],
)
def test_what_never_reaches_the_app_is_refused_as_the_app_would(
    tmp_path_factory: pytest.TempPathFactory, request_: bytes, status: int, words: str
) -> None:
    with one_worker(tmp_path_factory.mktemp("site")) as server:
        with connect(server) as client:
            client.sendall(request_)
            head, _, body = b"".join(iter(lambda: client.recv(65_536), b"")).partition(b"\r\n\r\n")
        assert identify(server)["engine"] == "onnx"
        assert "127.0.0.1" not in server.log.split("Booting worker")[1]
    assert head.startswith(b"HTTP/1.1 %d " % status)
    for name, value in HEADERS.items():
        assert f"\r\n{name}: {value}\r\n" in head.decode()
    if request_.startswith(b"POST /api/"):
        assert json.loads(body)["status"] == status
    assert words in body.decode()
