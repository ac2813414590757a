"""Nobody needs a compiler: every locked version has a wheel for every system and Python.

    python -m tests.deploy.wheels [LOCK …]

uv looks at the lock as each system would. Only metadata is downloaded.
"""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import product

from birdapp.settings import ROOT
from pythons import NEWEST, OLDEST
from upkeep.lock import REQUIREMENTS

SYSTEMS = {
    "Windows": "x86_64-pc-windows-msvc",
    "macOS": "aarch64-apple-darwin",
    "Linux": "x86_64-manylinux_2_28",
    "Linux on ARM": "aarch64-manylinux_2_28",
}
MACOS = {"MACOSX_DEPLOYMENT_TARGET": "14.0"}
"""The oldest macOS that ONNX Runtime and PyTorch have wheels for."""

PYTHONS = [f"3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]
LOCKS = [str(file.with_suffix(".lock").relative_to(ROOT)) for file in REQUIREMENTS]


def packages(lock: str, system: str, python: str) -> int:
    """How many packages a system gets, all of them wheels. Raises CalledProcessError otherwise."""
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(
            [
                sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--no-deps",
                "--require-hashes", "--only-binary=:all:", f"--target={empty}",
                f"--python-platform={SYSTEMS[system]}", f"--python-version={python}",
                f"--requirement={ROOT / lock}",
            ],
            check=True, capture_output=True, text=True, env=os.environ | MACOS,
        )  # fmt: skip
    return sum(line.startswith(" + ") for line in done.stderr.splitlines())


def main(locks: list[str]) -> int:
    """Print a row each; the number of rows where a wheel is missing."""
    cases = list(product(locks or LOCKS, SYSTEMS, PYTHONS))
    missing = 0
    with ThreadPoolExecutor(3) as pool:
        futures = [pool.submit(packages, *case) for case in cases]
        for (lock, system, python), future in zip(cases, futures, strict=True):
            try:
                answer = f"{future.result()} packages, all of them wheels"
            except subprocess.CalledProcessError as error:
                missing += 1
                answer = f"NOT ALL WHEELS\n{error.stderr}"
            print(f"{lock:34} {system:12} Python {python:5} {answer}", flush=True)
    return missing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
