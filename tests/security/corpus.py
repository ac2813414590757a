"""Every bad file against the real server: python -m tests.security.corpus

Prints a line for each family of files, then what was violated; exit status 1 if anything was.
Times want a quiet machine, memory wants Linux.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.security import bad_avif as avif
from tests.security import bad_damage as damage
from tests.security import bad_exif as exif
from tests.security import bad_heic as heic
from tests.security import bad_jpeg as jpeg
from tests.security import bad_kinds as kinds
from tests.security import bad_names as names
from tests.security import bad_png as png
from tests.security import bad_profile as profile
from tests.security import bad_shapes as shapes
from tests.security import bad_webp as webp
from tests.security.corpus_client import Answer, Client
from tests.security.corpus_judge import delays, faults
from tests.security.corpus_worker import forget_peak, peak_mb, pid
from tests.security.formats import BadFile, accepted, animated, named, unusual
from tests.serving import GUNICORN, Server, running

WORKER_CAP_MB = 700
ON_PAGE = {"file names", "strips", "unusual forms", "animations", "polyglots"}
"""All files of these are sent with the form too; of other families the first one."""

SETTINGS = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "1", "BIRDAPP_RATE_LIMIT": "off"}

Family = Callable[[], Iterator[BadFile]]


@dataclass
class Row:
    """What came of a family."""

    family: str
    files: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    slowest_ms: float = 0
    cpu_ms: float = 0
    peak_mb: float = 0
    faults: list[str] = field(default_factory=list)
    delays: list[str] = field(default_factory=list)

    def add(self, file: BadFile, answer: Answer) -> None:
        """Count one answer and judge it."""
        self.statuses[answer.status] += 1
        self.slowest_ms = max(self.slowest_ms, answer.ms)
        self.cpu_ms = max(self.cpu_ms, answer.cpu_ms)
        name = f"{self.family}: {file.name[:60]!r}"
        self.faults += [f"{name} {fault}" for fault in faults(file, answer)]
        self.delays += [f"{name} {delay}" for delay in delays(answer)]

    def __str__(self) -> str:
        statuses = "  ".join(f"{status}×{n}" for status, n in sorted(self.statuses.items()))
        numbers = f"{self.files:6}{self.slowest_ms:9.0f}{self.cpu_ms:9.0f}{self.peak_mb:8.0f}"
        return f"{self.family:24}{numbers}  {statuses}"


def families(truncations: int = 100, flips: int = 2_000) -> dict[str, Family]:
    """Each family of bad files under its name; the files are made one after the other."""
    return {
        "not photos": kinds.not_photos,
        "false names and types": kinds.false_names,
        "polyglots": kinds.polyglots,
        "file names": names.files,
        "unusual forms": partial(_all_of, unusual),
        "animations": partial(_all_of, animated),
        "no pixels": shapes.without_pixels,
        "strips": shapes.strips,
        "cut short": partial(damage.truncations, truncations),
        "flipped bits": partial(damage.flips, flips),
        "EXIF": exif.files,
        "broken HEIC": heic.broken,
        "broken AVIF": avif.broken,
        "colour profiles": profile.files,
        "bombs, PNG": png.bombs,
        "bombs, WebP": webp.bombs,
        "bombs, AVIF": avif.bombs,
        "bombs, other formats": kinds.bombs_of_other_formats,
        "bombs in text, profile": png.text_and_profile_bombs,
        "bombs of chunks": png.many_chunks,
        "bombs of segments": jpeg.many_segments,
        "bombs of scans": jpeg.scan_bombs,
        "bombs of frames": webp.endless,
        "large, PNG": png.large,
        "large, JPEG": jpeg.large,
        "large, WebP": webp.large,
        "large, HEIC": heic.large,
        "large, AVIF": avif.large,
        "large, profiles": profile.large,
        "large, cut short": damage.half_of_a_large_one,
    }


def _all_of(made: Callable[[], dict[str, bytes]]) -> Iterator[BadFile]:
    for name, data in made().items():
        yield named(name, data)


def run(server: Server, wanted: dict[str, Family]) -> Iterator[Row]:
    """Send all files of the families, and say what came of each family."""
    first = pid(server)
    with Client(server) as client:
        for family, files in wanted.items():
            row = Row(family)
            forget_peak(server)
            for file in files():
                for answer in _answers(client, file, family in ON_PAGE or not row.files):
                    row.add(file, answer)
                row.files += 1
            row.peak_mb = peak_mb(server)
            if pid(server) != first:
                row.faults.append(f"{family}: the worker was replaced")
                first = pid(server)
            yield row


def _answers(client: Client, file: BadFile, on_page: bool) -> Iterator[Answer]:
    yield client.to_api(file)
    if on_page:
        yield client.to_form(file)
    if on_page and file.name in names.NAMES:
        good = BadFile(file.name, "image/jpeg", accepted()["baseline.jpg"])
        for encoded in (True, False):
            yield client.to_form(good, file, encoded=encoded)
        yield client.to_form(file, encoded=True)


def main() -> int:
    """Run the corpus and print the table."""
    print(f"{'family':24}{'files':>6}{'max ms':>9}{'CPU ms':>9}{'max MB':>8}  answers by status")
    rows = []
    with (
        tempfile.TemporaryDirectory() as folder,
        running(GUNICORN, Path(folder), **SETTINGS) as server,
    ):
        for row in run(server, families()):
            print(row, flush=True)
            rows.append(row)
    peak = max(row.peak_mb for row in rows)
    violations = [violation for row in rows for violation in row.faults + row.delays]
    if peak > WORKER_CAP_MB:
        violations.append(f"the worker held {peak:.0f} MB")
    print(f"\n{sum(row.files for row in rows)} files, at most {peak:.0f} of {WORKER_CAP_MB} MB")
    print(f"{len(violations)} violations", *violations, sep="\n")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
