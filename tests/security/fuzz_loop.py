"""The process that may crash: mutates, opens, judges, and writes each input down beforehand."""

import faulthandler
import json
import mmap
import re
import resource
import struct
import sys
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from birdapp.recognition.photos import MAX_PIXELS, MAX_SIDE, PhotoError, open_photo
from tests.images import encode
from tests.security.bad_exif import HEAD, directory, turned
from tests.security.bad_jpeg import scans
from tests.security.formats import accepted, animated, noisy, unusual
from tests.security.fuzz_mutations import MOST, mutate

MOST_WARNINGS = 20
"""More than so many from one photo would flood the log."""

LENGTH = struct.Struct("<I")


class Fault(Exception):
    """open_photo did something that it must not; `str(fault)` says what."""


@dataclass
class Report:
    """How the fuzzing went. `fault` is empty if all is well."""

    folder: Path
    reasons: Counter[str] = field(default_factory=Counter)
    ends: set[str] = field(default_factory=set)
    slowest_ms: float = 0
    peak_mb: float = 0
    fault: str = ""

    def add(self, data: bytes) -> None:
        """Open one input, judge what comes of it, and keep it if it was the most expensive."""
        warned: list[object] = []
        warnings.showwarning = lambda message, *_: warned.append(message)
        started = time.perf_counter()
        try:
            reason, end = outcome(data)
        except Fault as fault:
            self.fault = str(fault)
            return
        took = 1_000 * (time.perf_counter() - started)
        if len(warned) > MOST_WARNINGS:
            self.fault = f"{len(warned)} warnings, such as: {warned[-1]}"
        self.reasons[reason] += 1
        self.ends.add(end)
        if took > self.slowest_ms:
            self.slowest_ms = took
            (self.folder / "slowest").write_bytes(data)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if peak > self.peak_mb + 10:
            (self.folder / "hungriest").write_bytes(data)
        self.peak_mb = max(peak, self.peak_mb)

    def facts(self) -> dict[str, object]:
        """What is printed."""
        return {
            "executions": self.reasons.total(),
            "by reason": dict(self.reasons.most_common()),
            "distinct ends": len(self.ends),
            "slowest ms": round(self.slowest_ms),
            "peak MB": round(self.peak_mb),
            "fault": self.fault,
        }


def seeds() -> list[bytes]:
    """Small valid photos of every format and form."""
    exif = HEAD + directory([turned(6)] * 20)
    made = {**accepted(48, 36), **unusual(48, 36), **animated(48, 36)}
    del made["animated.gif"]
    turned_round = [encode(noisy(48, 36), kind, exif=exif) for kind in ("JPEG", "PNG", "WEBP")]
    return [*made.values(), *turned_round, scans(64, 48, 9)]


def outcome(data: bytes) -> tuple[str, str]:
    """How a photo fared: the reason, and the decoder's words. Raises Fault for what must not be."""
    try:
        photo = open_photo(data)
    except PhotoError as error:
        cause = f"{type(error.__cause__).__name__}: {error.__cause__}"
        return error.reason, re.sub(r"0x\w+|\d+|'.*'|<.*>", "…", cause)
    except BaseException as error:
        raise Fault(f"{type(error).__name__} escaped: {error}") from error
    if photo.mode != "RGB":
        raise Fault(f"a photo of mode {photo.mode}")
    if photo.width * photo.height > MAX_PIXELS or max(photo.size) > MAX_SIDE:
        raise Fault(f"a photo of size {photo.size}")
    photo.load()
    return "photo", ""


def loop(seconds: float, seed: int, folder: Path) -> Report:
    """Fuzz for so long, or until there is a fault."""
    random, photos, report = Random(seed), seeds(), Report(folder)
    (folder / "last").write_bytes(bytes(LENGTH.size + MOST))
    with (folder / "last").open("r+b") as file:
        last = mmap.mmap(file.fileno(), 0)
    until = time.monotonic() + seconds
    while time.monotonic() < until and not report.fault:
        data = mutate(random.choice(photos), random.choice(photos), random)
        _write_down(last, data)
        report.add(data)
    return report


def _write_down(last: mmap.mmap, data: bytes) -> None:
    # Shared memory outlives the process and, unlike writing to a file, takes no time.
    last[: LENGTH.size + len(data)] = LENGTH.pack(len(data)) + data


def last_input(folder: Path) -> bytes:
    """What was being opened when the process ended."""
    written = (folder / "last").read_bytes()
    (length,) = LENGTH.unpack_from(written)
    return written[LENGTH.size : LENGTH.size + length]


if __name__ == "__main__":
    faulthandler.enable()
    print(json.dumps(loop(float(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])).facts()))
