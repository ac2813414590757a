"""PythonAnywhere's WSGI file. docs/DEPLOY.md says where it goes.

Threads are forbidden there: NumPy must not start any, and ONNX Runtime is given one of its own.
"""

import os
import sys
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["BIRDAPP_ENGINE"] = "onnx"
os.environ["BIRDAPP_HTTPS_ONLY"] = "on"
os.environ["BIRDAPP_TIME_LIMIT"] = "0"
os.environ["BIRDAPP_PROXIES"] = "1"
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
sys.path.insert(0, str(Path.home() / "birds"))

from app import app as application  # noqa: F401
