"""The project's own nginx configuration, run on this machine."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.serving import free_port

CONF = ROOT / "deploy" / "nginx" / "birds.conf"
SERVER = re.compile(r"server birds:\d+ resolve([^;]*);")


def of_these(servers: list[str], port: int) -> str:
    """birds.conf with addresses in the place of the name that Docker would resolve."""
    text = CONF.read_text(encoding="utf-8")
    (options,) = SERVER.findall(text)
    named = "".join(f"server {server}{options};\n" for server in servers)
    return SERVER.sub(named, text).replace("listen 80;", f"listen 127.0.0.1:{port};")


@contextmanager
def nginx(folder: Path, conf: str, main: str = "") -> Iterator[None]:
    """Run nginx with what stands in its part `http`, and before it."""
    if not shutil.which("nginx"):
        pytest.skip("needs nginx")
    folder.mkdir(exist_ok=True)
    (folder / "nginx.conf").write_text(
        f"{main} daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; {conf} }}\n"
    )
    process = subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf"])
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def in_front_of(server: str, folder: Path) -> Iterator[int]:
    """Run birds.conf in front of one server, on a port of its own, which is what it yields."""
    port = free_port()
    with nginx(folder, of_these([server], port)):
        _wait(folder)
        yield port


@contextmanager
def tls_of_somebody(port: int, folder: Path) -> Iterator[int]:
    """A proxy as people put it in front: it ends HTTPS, adds to X-Forwarded-For, and keeps Host."""
    folder.mkdir()
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
            "-keyout", folder / "key.pem", "-out", folder / "cert.pem",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    own = free_port()
    conf = f"""server {{
        listen 127.0.0.1:{own} ssl;
        ssl_certificate {folder}/cert.pem;
        ssl_certificate_key {folder}/key.pem;
        client_max_body_size 21m;
        location / {{
            proxy_pass http://127.0.0.1:{port};
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto https;
        }}
    }}"""
    with nginx(folder, conf):
        _wait(folder)
        yield own


def _wait(folder: Path) -> None:
    for _ in range(200):
        if (folder / "pid").exists() and (folder / "pid").read_text():
            return
        time.sleep(0.02)
    raise AssertionError((folder / "error.log").read_text())
