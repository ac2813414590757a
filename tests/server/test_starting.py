"""What is said at the start, by the servers that README and the platforms use."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from birdapp.server import listening
from birdapp.settings import ROOT
from tests.serving import GUNICORN, LAPTOP, free_port, running

FLASK_RUN = (
    "import os; from flask.cli import cli; "
    "cli(['--app', 'birdapp', 'run', '--port', os.environ['PORT']])"
)

BOTH = pytest.mark.parametrize("command", [GUNICORN, LAPTOP], ids=["gunicorn", "laptop"])


@pytest.mark.parametrize(
    ("host", "binding", "url"),
    [
        ("127.0.0.1", "127.0.0.1:80", "http://127.0.0.1:80"),
        ("0.0.0.0", "0.0.0.0:80", "http://127.0.0.1:80"),
        ("::", "[::]:80", "http://[::1]:80"),
        ("[::]", "[::]:80", "http://[::1]:80"),
        ("::1", "[::1]:80", "http://[::1]:80"),
        ("2001:db8::7", "[2001:db8::7]:80", "http://[2001:db8::7]:80"),
        ("localhost", "localhost:80", "http://localhost:80"),
        ("birds.example.org", "birds.example.org:80", "http://birds.example.org:80"),
    ],
)
def test_how_an_address_is_written(host: str, binding: str, url: str) -> None:
    assert listening.binding(host, 80) == binding
    assert listening.url(host, 80) == url


@pytest.fixture
def ipv6() -> Iterator[None]:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no IPv6")
    yield


@BOTH
@pytest.mark.parametrize("host", ["::", "[::1]", "0.0.0.0"])
@pytest.mark.usefixtures("ipv6")
def test_every_way_to_write_a_host_is_listened_on(
    command: list[str], host: str, tmp_path: Path
) -> None:
    with running(
        command, tmp_path, BIRDAPP_ENGINE="onnx", BIRDAPP_HOST=host, at=listening.url(host, 0)[7:-2]
    ) as server:
        assert server.status("/species/") == 200
        if command is LAPTOP:
            (shown,) = re.findall(r"Open (\S+)", server.log)
            assert shown == server.url


def start(command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """Start a server that ends by itself."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("BIRDAPP_")}
    environ |= {"BIRDAPP_ENGINE": "onnx", "PORT": str(free_port())} | variables
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60
    )


FLASK = [LAPTOP[0], "-m", "flask", "birds", "new", "nowhere"]


@pytest.mark.parametrize(
    "command", [GUNICORN, LAPTOP, FLASK], ids=["gunicorn", "laptop", "command line"]
)
@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"BIRDAPP_ENGINE": "tensorflow"}, ["BIRDAPP_ENGINE='tensorflow'"]),
        ({"PORT": "70000"}, ["PORT='70000'"]),
        ({"BIRDAPP_MODELS": "~nobody-of-that-name/birds"}, ["BIRDAPP_MODELS"]),
        ({"BIRDAPP_FRAMED_BY": "https://a.example; script-src *"}, ["BIRDAPP_FRAMED_BY"]),
        ({"BIRDAPP_QUEUE": "long", "BIRDAPP_RATE_LIMIT": "0 per minute"}, ["QUEUE", "RATE_LIMIT"]),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_in_a_sentence(
    command: list[str], variables: dict[str, str], named: list[str]
) -> None:
    done = start(command, **variables)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == len(named), done.stderr
    for line, name in zip(lines, named, strict=True):
        assert name in line and "cannot be used" in line


@pytest.mark.parametrize("command", [LAPTOP, FLASK], ids=["laptop", "command line"])
def test_a_store_that_cannot_be_used_is_told_in_a_sentence(command: list[str]) -> None:
    done = start(command, BIRDAPP_RATE_LIMIT_STORE="redsi://host")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "BIRDAPP_RATE_LIMIT_STORE cannot be used" in done.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "nowhere.invalid", "203.0.113.1"])
def test_an_address_that_cannot_be_listened_on_is_told_in_a_sentence(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        done = start(LAPTOP, BIRDAPP_HOST=host, PORT=port)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"We cannot listen on {host}:{port}: " in done.stderr
    assert "Open http" not in done.stdout


@BOTH
def test_a_name_that_is_no_setting_is_told(command: list[str], tmp_path: Path) -> None:
    wrong = {"BIRDAPP_PROXY": "1", "BIRDAPP_RATELIMIT": "off", "BIRDAPP_SERVICE_HOST": "10.0.0.1"}
    with running(command, tmp_path, BIRDAPP_ENGINE="onnx", BIRDAPP_WORKERS="1", **wrong) as server:
        assert server.log.count("BIRDAPP_PROXY is not one of our settings; BIRDAPP_PROXIES") == 1
        assert "BIRDAPP_RATELIMIT is not one of our settings; BIRDAPP_RATE_LIMIT is." in server.log
        assert "BIRDAPP_SERVICE_HOST is not one of our settings" in server.log


def test_flasks_own_server_answers_its_first_page(tmp_path: Path) -> None:
    """It makes the app within a command, as `flask birds` does, but serves."""
    with running([sys.executable, "-c", FLASK_RUN], tmp_path, wait_for="/") as server:
        assert server.status("/readyz") == 200
        assert "Loaded the" in server.log
        assert "BIRDAPP_SECRET_KEY is not set" in server.log
