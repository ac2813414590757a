"""Fuzzes open_photo: python -m tests.security.fuzz SECONDS [SEED] [FOLDER]

It mutates small photos of every format at random, yet along their structure: segments, chunks,
boxes, EXIF entries. In two minutes each from the same seeds, that met twice as many different
errors as Atheris did with its coverage, which sees Pillow's Python but not the C that decodes.

FOLDER keeps the inputs `slowest`, `hungriest` and, if there is a fault, the one that caused it.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from birdapp.settings import ROOT
from tests.security.fuzz_loop import last_input

LOOP = ("-m", "tests.security.fuzz_loop")
PATIENCE = 60
"""Seconds beyond the agreed time after which the last input counts as one that never ends."""


def fuzz(
    seconds: float,
    seed: int,
    folder: Path,
    loop: tuple[str, ...] = LOOP,
    patience: float = PATIENCE,
) -> dict[str, object]:
    """Fuzz in a process of its own, which may crash or hang, and say how it went.

    `fault` is empty if all is well; otherwise the file `fault` is the input that caused it.
    """
    report = _report([*loop, str(seconds), str(seed), str(folder)], seconds + patience)
    if report["fault"]:
        (folder / "fault").write_bytes(last_input(folder))
    return report


def _report(arguments: list[str], timeout: float) -> dict[str, object]:
    try:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT, capture_output=True, text=True, timeout=timeout,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"fault": "open_photo did not come back"}
    if done.returncode:
        return {"fault": f"the process ended with {done.returncode}: {done.stderr[-3_000:]}"}
    facts: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return facts


def main(seconds: str, seed: str = "1", folder: str | None = None) -> int:
    """Fuzz and print the report; exit status 1 for a fault."""
    kept = Path(folder or tempfile.mkdtemp(prefix="fuzz-"))
    kept.mkdir(parents=True, exist_ok=True)
    report = fuzz(float(seconds), int(seed), kept)
    for name, value in report.items():
        print(f"{name:16}{value}")
    print(f"inputs kept in  {kept}")
    return 1 if report["fault"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
