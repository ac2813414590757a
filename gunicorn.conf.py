"""gunicorn's settings. Each worker loads its own classifier: no model is loaded before the fork."""

import ctypes
import gc
import json
import os
import resource
import secrets
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from birdapp.observability.logs import HEADER, JsonFormatter, trace
from birdapp.server.listening import binding
from birdapp.settings import settings_or_exit

# While modules are imported nothing is garbage; see birdapp/server/garbage.py.
gc.disable()
os.environ.setdefault("BIRDAPP_LOG", "json")
settings = settings_or_exit()
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
in_memory = "/dev/shm" if Path("/dev/shm").is_dir() else None

# All workers must sign and check the form's token with one secret, so the master makes it.
if not settings["SECRET_KEY"]:
    os.environ["BIRDAPP_SECRET_KEY"] = secrets.token_hex(32)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# There is a worker for each core.
os.environ.setdefault("BIRDAPP_AT_ONCE", "1")
# Here the workers add up what they count; prometheus_client looks for it when it is imported. Its
# files bear a worker's place among the others, not its pid, so that a successor goes on with them:
# else they would fill the memory, worker by worker.
place: int | str = "master"
if settings["METRICS_TOKEN"]:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="birds-", dir=in_memory)
    from prometheus_client import values

    values.ValueClass = values.MultiProcessValue(lambda: place)


class JsonLog(Logger):
    """Each line a JSON object, which no message and no path can break."""

    def setup(self, cfg: Any) -> None:
        """Set gunicorn's own log up."""
        super().setup(cfg)
        if settings["LOG"] == "json":
            for handler in self.error_log.handlers:
                handler.setFormatter(JsonFormatter())

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Write what was asked and how it went, but never by whom, with what query or file."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": environ["REQUEST_METHOD"],
            "path": environ["PATH_INFO"],
            "status": resp.status_code,
            "bytes": resp.sent,
            "ms": round(request_time.total_seconds() * 1000),
            "request": dict(resp.headers).get(HEADER),
            **trace(environ.get("HTTP_TRACEPARENT", "")),
        }
        self.access_log.info("%s", json.dumps(line))


wsgi_app = "app:app"
bind = binding(settings["HOST"] or "0.0.0.0", settings["PORT"])
workers = settings["WORKERS"]
threads = settings["THREADS"]
worker_class = "birdapp.server.worker.gunicorn_worker.PhotoWorker"
# All but some 20 of a worker's open files are connections; without one left, it could not go on.
# Usually 1,024 may be open.
files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
worker_connections = 800 if files == resource.RLIM_INFINITY else min(800, files - 40)
preload_app = False
timeout = 30
# Platforms kill 10 seconds after SIGTERM: requests get 8 of them to finish.
graceful_timeout = 8
# Longer than the 60 seconds of the usual load balancer, so that it is the one that hangs up.
keepalive = 75
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = in_memory
# An answer is handed to the client by the lobby, whose part sendfile would take.
sendfile = False
control_socket_disable = True
accesslog = "-"
logger_class = JsonLog


def when_ready(server: Any) -> None:
    """From now on the master may make garbage."""
    gc.enable()


def on_reload(server: Any) -> None:
    """As `when_ready`, for this file has been read again."""
    gc.enable()


def pre_fork(server: Any, worker: Any) -> None:
    """Give a worker the first place that is free."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(number for number in count() if number not in taken)


def post_fork(server: Any, worker: Any) -> None:
    """Take the place, and give large blocks of memory back as soon as a photo is done with them.

    glibc would keep some of each thread's for the next photo (mallopt(3)).
    """
    global place
    place = worker.place
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(M_MMAP_THRESHOLD, 8_000_000)
        mallopt(M_TRIM_THRESHOLD, 64_000_000)
        mallopt(M_ARENA_MAX, 2)


def on_exit(server: Any) -> None:
    """Leave nothing behind."""
    if settings["METRICS_TOKEN"]:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
