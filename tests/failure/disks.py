"""Disks that are full, or cannot be written to any more."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.deploy.tools import need
from tests.failure.crowd import Record
from tests.failure.load import A_WHILE, kill_the_workers, under_load
from tests.serving import GUNICORN


def full(folder: Path, **variables: str) -> Record:
    """No byte is left for temporary files, heartbeats, log lines and what /dev/shm holds."""
    need("mount", "umount", "unshare")
    with small_disk(folder / "disk") as disk:
        bind = f'mount --bind {disk} /dev/shm; exec "$@"'
        command = ["unshare", "--mount", "sh", "-c", bind, "sh", *GUNICORN]
        with under_load(disk, command, TMPDIR=str(disk), **variables) as (server, crowd):
            fill(disk)
            crowd.wait_for(A_WHILE)
            kill_the_workers(server.process.pid, crowd)
    return crowd.record()


def full_with_metrics(folder: Path) -> Record:
    """The workers share their counts through files, which then cannot grow."""
    return full(folder, BIRDAPP_METRICS_TOKEN="a token for the tests")


def read_only(folder: Path) -> Record:
    """Nothing can be written any more but /dev/shm, which is no disk."""
    need("mount", "nsenter", "unshare")
    with under_load(folder, ["unshare", "--mount", *GUNICORN]) as (server, crowd):
        master = server.process.pid
        inside = ["nsenter", "--target", str(master), "--mount"]
        for place in places(master):
            subprocess.run([*inside, "mount", "-o", "remount,bind,ro", place], check=True)
        touched = subprocess.run([*inside, "touch", folder / "x"], capture_output=True, text=True)
        assert "Read-only file system" in touched.stderr
        crowd.wait_for(A_WHILE)
        kill_the_workers(master, crowd)
    return crowd.record()


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk: Path) -> None:
    with suppress(OSError), (disk / "filling").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    assert os.statvfs(disk).f_bavail == 0


def places(process: int) -> list[str]:
    """Where a process sees something that holds files, /dev apart."""
    mounts = [line.split() for line in Path(f"/proc/{process}/mounts").read_text().splitlines()]
    return [place for _, place, *_ in mounts if not place.startswith(("/proc", "/sys", "/dev"))]
