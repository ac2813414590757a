import http.cookiejar
import json
import re
import socket
import subprocess
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import GUIDE, PHOTOS
from tests.serving import GUNICORN, LAPTOP, Server, running

LORIKEET = PHOTOS / "rainbow-lorikeet.png"


def curl(*arguments: str) -> str:
    return subprocess.run(
        ["curl", "--silent", "--show-error", "--max-time", "60", *arguments],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def identify(server: Server) -> dict:
    return json.loads(curl("-F", f"photo=@{LORIKEET}", f"{server.url}/api/v1/identify"))


def post_form(server: Server) -> int:
    """Fetch the form and send it, with a cookie jar of its own, on fresh connections."""
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    )
    page = opener.open(server.url).read().decode()
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    boundary = "a-boundary"
    body = (
        (
            f"--{boundary}\r\nContent-Disposition: form-data; name=csrf_token\r\n\r\n{found[1]}\r\n"
            f"--{boundary}\r\nContent-Disposition: form-data; name=photo; filename=b.png\r\n\r\n"
        ).encode()
        + LORIKEET.read_bytes()
        + f"\r\n--{boundary}--\r\n".encode()
    )
    request = urllib.request.Request(
        server.url, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    )
    return int(opener.open(request).status)


@pytest.mark.parametrize("command", [GUNICORN, LAPTOP], ids=["gunicorn", "laptop"])
def test_a_photo_by_curl(command: list[str], tmp_path: Path) -> None:
    with running(command, tmp_path, BIRDAPP_ENGINE="onnx") as server:
        answer = identify(server)
        assert len(answer["species"]) == len(GUIDE.species)
        total = sum(row["probability"] for row in answer["species"]) + answer["none_of_these"]
        assert total == pytest.approx(1, abs=1e-12)
        assert answer["species"][0]["slug"] in GUIDE.slugs
        raw = curl(
            "--data-binary", f"@{LORIKEET}", "-H", "Content-Type: image/png",
            f"{server.url}/api/v1/identify",
        )  # fmt: skip
        assert json.loads(raw) == answer


def test_two_workers_accept_each_others_forms(tmp_path: Path) -> None:
    with running(GUNICORN, tmp_path, BIRDAPP_ENGINE="onnx", BIRDAPP_WORKERS="2") as server:
        with ThreadPoolExecutor(8) as crowd:
            statuses = list(crowd.map(lambda _: post_form(server), range(40)))
        assert statuses == [200] * 40
        assert server.log.count("Loaded the ONNX export") == 2


def test_the_learner_is_loaded_once(tmp_path: Path) -> None:
    with running(GUNICORN, tmp_path, BIRDAPP_WORKERS="1") as server:
        assert server.log.count("Loaded the fastai learner") == 1
        for _ in range(10):
            assert identify(server)["engine"] == "fastai"
        assert server.log.count("Loaded") == 1


@pytest.mark.parametrize("command", [GUNICORN, LAPTOP], ids=["gunicorn", "laptop"])
def test_a_40_mb_upload_is_told_why_and_the_next_photo_works(
    command: list[str], tmp_path: Path
) -> None:
    large = tmp_path / "large.jpg"
    large.write_bytes(bytes(40_000_000))
    with running(command, tmp_path, BIRDAPP_ENGINE="onnx", BIRDAPP_WORKERS="1") as server:
        problem = curl("-H", "Expect:", "-F", f"photo=@{large}", f"{server.url}/api/v1/identify")
        assert json.loads(problem)["status"] == 413
        assert identify(server)["species"][0]["slug"] in GUIDE.slugs


def test_chunked_upload_without_a_length_is_bounded(tmp_path: Path) -> None:
    large = tmp_path / "large.jpg"
    large.write_bytes(bytes(40_000_000))
    with running(GUNICORN, tmp_path, BIRDAPP_ENGINE="onnx", BIRDAPP_WORKERS="1") as server:
        problem = curl(
            "-H", "Expect:", "-H", "Transfer-Encoding: chunked", "-H", "Content-Type: image/jpeg",
            "--data-binary", f"@{large}", f"{server.url}/api/v1/identify",
        )  # fmt: skip
        assert json.loads(problem)["status"] == 413
        assert identify(server)["engine"] == "onnx"


def test_small_chunks_beyond_the_limit_are_told_the_same(tmp_path: Path) -> None:
    head = b"POST /api/v1/identify HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n"
    chunks = (b"190\r\n" + bytes(400) + b"\r\n") * 60_000
    with running(GUNICORN, tmp_path, BIRDAPP_ENGINE="onnx", BIRDAPP_WORKERS="1") as server:
        port = int(server.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), 60) as client:
            client.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n")
            assert client.recv(65_536).startswith(b"HTTP/1.1 413 ")
        assert identify(server)["engine"] == "onnx"
