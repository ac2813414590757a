"""Locks every version and hash: a lock beside each requirements file, for all systems and Pythons.

    python -m upkeep.lock                           adds what is missing, keeps what is locked
    python -m upkeep.lock --upgrade-package flask   the newest Flask that the ranges allow
    python -m upkeep.lock --upgrade                 the newest of everything

uv decides: it resolves for all systems at once, which pip cannot.
"""

import subprocess
import sys
from pathlib import Path

from birdapp.settings import ROOT
from pythons import OLDEST

REQUIREMENTS = tuple(
    ROOT / name
    for name in (
        "requirements-slim.txt",
        "requirements-redis.txt",
        "requirements-light.txt",
        "requirements.txt",
        "tests/benchmarks/requirements.txt",
    )
)

Pins = dict[str, list[str]]
"""The versions of each package: more than one where Pythons or systems differ."""


def resolve(requirements: Path, lock: Path, *options: str) -> None:
    """Resolve a requirements file into a lock. Raises CalledProcessError, after uv has said why."""
    subprocess.run(
        [
            sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal",
            "--generate-hashes", "--only-binary=:all:", "--no-annotate",
            "--python-version={}.{}".format(*OLDEST),
            "--custom-compile-command=python -m upkeep.lock",
            *options, f"--output-file={lock}", str(requirements),
        ],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def pins(lock: Path) -> Pins:
    """What a lock says of each package."""
    found: Pins = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        name, equals, rest = line.partition("==")
        if equals and name[0].isalnum():
            found.setdefault(name, []).append(rest.split()[0])
    return found


def main(options: list[str]) -> int:
    """Make all locks anew; exit status."""
    for requirements in REQUIREMENTS:
        try:
            resolve(requirements, requirements.with_suffix(".lock"), *options)
        except subprocess.CalledProcessError as error:
            print(f"{requirements.relative_to(ROOT)} could not be locked; uv says why above.")
            return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
