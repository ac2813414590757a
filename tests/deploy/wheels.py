"""Nobody needs a compiler: every requirement has a wheel for every system and Python.

    python -m tests.deploy.wheels [REQUIREMENTS …]

uv decides which versions each system gets (pip judges markers by the machine that it runs on), then
pip has to find a wheel for each of them. Only metadata is downloaded.
"""

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from birdapp.settings import ROOT

SYSTEMS = {
    "windows": ("x86_64-pc-windows-msvc", ["win_amd64"]),
    "macos": ("aarch64-apple-darwin", ["macosx_14_0_arm64"]),
    "linux": (
        "x86_64-manylinux_2_28",
        [
            *(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)),
            *(f"manylinux{year}_x86_64" for year in (2014, 2010, 1)),
        ],
    ),
}
PYTHONS = ("3.11", "3.12", "3.13")
REQUIREMENTS = ("requirements-slim.txt", "requirements.txt")


def packages(requirements: str, system: str, python: str) -> int:
    """How many packages a system gets, all of them wheels. Raises CalledProcessError otherwise."""
    platform, tags = SYSTEMS[system]
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        _uv(
            "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--only-binary=:all:",
            f"--python-platform={platform}", f"--python-version={python}",
            f"--output-file={pins}", str(ROOT / requirements),
        )  # fmt: skip
        _uv(
            "tool", "run", "pip", "install", "--quiet", "--dry-run", "--no-deps",
            "--ignore-installed", "--only-binary=:all:", "--implementation=cp",
            f"--python-version={python}", *(f"--platform={tag}" for tag in tags),
            f"--target={folder}/nowhere", f"--requirement={pins}",
        )  # fmt: skip
        return len(pins.read_text().splitlines())


def _uv(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "uv", *arguments], check=True, capture_output=True, text=True
    )


def main(files: list[str]) -> int:
    """Print a row each; the number of rows where a wheel is missing."""
    cases = list(product(files or REQUIREMENTS, SYSTEMS, PYTHONS))
    missing = 0
    with ThreadPoolExecutor(3) as pool:
        futures = [pool.submit(packages, *case) for case in cases]
        for (requirements, system, python), future in zip(cases, futures, strict=True):
            try:
                answer = f"{future.result()} packages, all of them wheels"
            except subprocess.CalledProcessError as error:
                missing += 1
                said = [line for line in error.stderr.splitlines() if "WARNING" not in line]
                answer = "\n".join(["NOT ALL WHEELS", *said])
            print(f"{requirements:22} {system:8} Python {python:5} {answer}", flush=True)
    return missing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
