"""gunicorn's settings. Each worker loads its own classifier: nothing is loaded before the fork."""

import json
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from birdapp.settings import read_settings

settings = read_settings()

# All workers must sign and check the form's token with one secret, so the master makes it.
if not settings["SECRET_KEY"]:
    os.environ["BIRDAPP_SECRET_KEY"] = secrets.token_hex(32)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class AccessLog(Logger):
    """One JSON object a request: what was asked and how it went, never by whom or with what file.

    The query is left out; a path cannot break the line, because json escapes it.
    """

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Write the line."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": environ["REQUEST_METHOD"],
            "path": environ["PATH_INFO"],
            "status": resp.status_code,
            "bytes": resp.sent,
            "ms": round(request_time.total_seconds() * 1000),
        }
        self.access_log.info("%s", json.dumps(line))


wsgi_app = "app:app"
bind = f"{settings['HOST'] or '0.0.0.0'}:{settings['PORT']}"
workers = settings["WORKERS"]
threads = settings["THREADS"]
preload_app = False
timeout = 60
# Platforms kill 10 seconds after SIGTERM: requests get 8 of them to finish.
graceful_timeout = 8
# Longer than the 60 seconds of the usual load balancer, so that it is the one that hangs up.
keepalive = 75
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
accesslog = "-"
logger_class = AccessLog
