"""PythonAnywhere's free account: 512 MiB of disk, one process, no threads."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.deploy.containers import LORIKEET
from tests.deploy.images import run
from tests.deploy.pages import commands
from tests.deploy.tools import need
from tests.serving import free_port

QUOTA = 512 * 2**20


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home folder on a disk of 512 MiB, where temporary files lie, too."""
    need("mkfs.ext4", "git", "curl", "uwsgi")
    folder = tmp_path_factory.mktemp("pythonanywhere")
    disk = folder / "disk"
    with disk.open("wb") as file:
        file.truncate(QUOTA)
    run("mkfs.ext4", "-q", "-m0", disk)
    mounted = folder / "home"
    mounted.mkdir()
    run("mount", "-o", "loop", disk, mounted)
    try:
        (mounted / "lost+found").rmdir()
        (mounted / "tmp").mkdir()
        yield mounted
    finally:
        run("umount", "--lazy", mounted)


@pytest.fixture(scope="module")
def installed(home: Path) -> Path:
    """The page's commands, run word for word; only the address of the project is this copy's."""
    environ = {
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        # Debian's Python first: it is the one that Debian's uWSGI runs.
        "PATH": f"/usr/bin:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": f"url.file://{ROOT}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://github.com/YOU/urban-bird-recognizer",
        "GIT_CONFIG_KEY_1": "safe.directory",
        "GIT_CONFIG_VALUE_1": "*",
    }
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands("PythonAnywhere")],
        cwd=home, env=kept | environ, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return home


def used(home: Path) -> int:
    space = os.statvfs(home)
    return (space.f_blocks - space.f_bfree) * space.f_frsize


def test_it_fits(installed: Path) -> None:
    print(f"\nPythonAnywhere: {used(installed) / 2**20:.0f} MiB of 512 MiB used")
    assert used(installed) < 0.75 * QUOTA
    assert not list((installed / "tmp").iterdir())


def test_a_photo_is_identified_where_threads_are_forbidden(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [
            "uwsgi", "--plugin=python3", "--master", "--processes=1",
            f"--http-socket=127.0.0.1:{port}", f"--virtualenv={installed / 'venv'}",
            "--die-on-term", f"--logto={tmp_path / 'log'}",
            f"--wsgi-file={installed / 'birds/deploy/pythonanywhere/wsgi.py'}",
        ],
        env={"HOME": str(installed), "PATH": os.environ["PATH"]},
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        run(
            "curl", "-sSf", "--retry-all-errors", "--retry", "30", "--retry-delay", "1",
            f"{address}/readyz",
        )  # fmt: skip
        answer = run("curl", "-sS", "-F", f"photo=@{LORIKEET}", f"{address}/api/v1/identify")
        assert json.loads(answer)["species"][0]["slug"] == "rainbow-lorikeet"
        (worker,) = run("pgrep", "--parent", str(server.pid)).split()
        assert len(list(Path(f"/proc/{worker}/task").iterdir())) == 1
    finally:
        server.terminate()
        server.wait(30)
    assert "Python threads support is disabled" in (tmp_path / "log").read_text()
