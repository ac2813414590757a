"""gunicorn's settings. Each worker loads its own classifier: nothing is loaded before the fork."""

import os
import secrets
from pathlib import Path

from birdapp.settings import read_settings

settings = read_settings()

# All workers must sign and check the form's token with one secret, so the master makes it.
os.environ.setdefault("BIRDAPP_SECRET_KEY", secrets.token_hex(32))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

wsgi_app = "app:app"
bind = f"{settings['HOST'] or '0.0.0.0'}:{settings['PORT']}"
workers = settings["WORKERS"]
threads = settings["THREADS"]
preload_app = False
timeout = 60
graceful_timeout = 8
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
