"""What the kernel knows of a server's only worker: Linux only."""

import os
from contextlib import suppress
from pathlib import Path

from tests.serving import Server

TICKS = os.sysconf("SC_CLK_TCK")


def pid(server: Server) -> int:
    """The worker's process; another one after the first had to be replaced."""
    return next(iter(server.workers), 0)


def peak_mb(server: Server) -> float:
    """Most memory that the worker held at once."""
    status = Path(f"/proc/{pid(server)}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def forget_peak(server: Server) -> None:
    """Measure from here on; where the kernel does not allow it, from the beginning."""
    with suppress(OSError):
        Path(f"/proc/{pid(server)}/clear_refs").write_text("5")


def cpu_ms(server: Server) -> float:
    """How long the worker has worked, on all cores together."""
    with suppress(OSError):
        after_name = Path(f"/proc/{pid(server)}/stat").read_text().rpartition(")")[2].split()
        return 1_000 * (int(after_name[11]) + int(after_name[12])) / TICKS
    return 0
