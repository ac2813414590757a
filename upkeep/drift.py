"""What has appeared since the locks were made: the newest versions that the ranges allow.

    python -m upkeep.drift                           says what drifted
    python -m upkeep.drift --install .venv-newest    and installs the newest of everything there

Nothing else depends on it: neither the locks nor the tests change when a package does.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from birdapp.settings import ROOT
from install import install
from upkeep.lock import Pins, pins, resolve

EVERYTHING = ROOT / "requirements.txt"


def table(locked: Pins, newest: Pins) -> str:
    """A Markdown table of the packages whose versions differ; a sentence where none does."""
    rows = [
        f"| {name} | {_versions(locked, name)} | {_versions(newest, name)} |"
        for name in sorted({*locked, *newest})
        if locked.get(name) != newest.get(name)
    ]
    if not rows:
        return f"Nothing drifted: all {len(locked)} packages are the newest that the ranges allow."
    return "\n".join(["| package | locked | newest |", "| --- | --- | --- |", *rows])


def _versions(of: Pins, name: str) -> str:
    return ", ".join(of.get(name, ["–"]))


def drift(requirements: Path, newest: Path, *options: str) -> str:
    """The table of a requirements file, whose newest versions are locked in the file `newest`."""
    resolve(requirements, newest, "--upgrade", *options)
    return table(pins(requirements.with_suffix(".lock")), pins(newest))


def main(arguments: list[str]) -> str | None:
    """Print the table, and install it where that is asked; what went wrong, or None."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--install", metavar="FOLDER")
    given = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        newest = Path(folder) / "newest.lock"
        print(drift(EVERYTHING, newest), flush=True)
        return install(given.install, str(newest)) if given.install else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
