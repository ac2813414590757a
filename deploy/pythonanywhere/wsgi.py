"""PythonAnywhere's WSGI file. docs/DEPLOY.md says where it goes.

Threads are forbidden there: NumPy must not start any, ONNX Runtime is given one of its own, and
what needs one to keep the time, a photo's limit and the rate limit, is switched off.
"""

import os
import sys
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["BIRDAPP_ENGINE"] = "onnx"
os.environ["BIRDAPP_HTTPS_ONLY"] = "on"
os.environ["BIRDAPP_TIME_LIMIT"] = "0"
os.environ["BIRDAPP_RATE_LIMIT"] = "off"
os.environ["BIRDAPP_PROXIES"] = "1"
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
sys.path.insert(0, str(Path.home() / "birds"))

from app import app as application  # noqa: F401
