"""gunicorn's settings. Each worker loads its own classifier: nothing is loaded before the fork."""

import json
import os
import secrets
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from birdapp.logs import HEADER, JsonFormatter
from birdapp.settings import read_settings

os.environ.setdefault("BIRDAPP_LOG", "json")
settings = read_settings()
in_memory = "/dev/shm" if Path("/dev/shm").is_dir() else None

# All workers must sign and check the form's token with one secret, so the master makes it.
if not settings["SECRET_KEY"]:
    os.environ["BIRDAPP_SECRET_KEY"] = secrets.token_hex(32)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# There is a worker for each core.
os.environ.setdefault("BIRDAPP_AT_ONCE", "1")
# Here the workers add up what they count; prometheus_client looks for it when it is imported.
if settings["METRICS_TOKEN"]:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="birds-", dir=in_memory)


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
        }
        self.access_log.info("%s", json.dumps(line))


wsgi_app = "app:app"
bind = f"{settings['HOST'] or '0.0.0.0'}:{settings['PORT']}"
workers = settings["WORKERS"]
threads = settings["THREADS"]
worker_class = "birdapp.gunicorn_worker.PhotoWorker"
# Well below the usual limit of 1,024 open files.
worker_connections = 800
preload_app = False
timeout = 30
# Platforms kill 10 seconds after SIGTERM: requests get 8 of them to finish.
graceful_timeout = 8
# Longer than the 60 seconds of the usual load balancer, so that it is the one that hangs up.
keepalive = 75
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = in_memory
control_socket_disable = True
accesslog = "-"
logger_class = JsonLog


def child_exit(server: Any, worker: Any) -> None:
    """Forget what a worker that has gone was in the middle of."""
    if settings["METRICS_TOKEN"]:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Leave nothing behind."""
    if settings["METRICS_TOKEN"]:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
