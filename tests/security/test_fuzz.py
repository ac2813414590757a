from pathlib import Path

import pytest
from PIL import Image

from birdapp.recognition.photos import MAX_SIDE, PhotoError
from tests.security import fuzz_loop
from tests.security.fuzz import fuzz
from tests.security.fuzz_loop import Fault, last_input, outcome, seeds
from tests.security.fuzz_mutations import pieces, repaired

SECONDS = 20

PLANTED = """
import os, signal, sys, time
from pathlib import Path
from tests.security import fuzz_loop
fuzz_loop.open_photo = lambda data: {act}
fuzz_loop.loop(float(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
"""


def test_whatever_comes_a_photo_or_a_photo_error_comes_of_it(tmp_path: Path) -> None:
    report = fuzz(SECONDS, 1, tmp_path)
    assert report["fault"] == ""
    assert {"photo", "damaged", "not_a_photo", "too_large"} <= set(report["by reason"])


@pytest.mark.parametrize(
    ("act", "words"),
    [("os.kill(os.getpid(), signal.SIGSEGV)", "ended with -11"), ("time.sleep(60)", "come back")],
)
def test_a_crash_and_a_hang_are_reported_with_their_input(
    tmp_path: Path, act: str, words: str
) -> None:
    report = fuzz(0.1, 1, tmp_path, ("-c", PLANTED.format(act=act)), patience=8)
    assert words in report["fault"]
    assert (tmp_path / "fault").read_bytes() == last_input(tmp_path) != b""


def _raise(error: BaseException) -> Image.Image:
    raise error


@pytest.mark.parametrize(
    ("planted", "words"),
    [
        (lambda data: _raise(OSError("broken")), "OSError escaped"),
        (lambda data: _raise(SystemExit()), "SystemExit escaped"),
        (lambda data: Image.new("L", (9, 9)), "mode L"),
        (lambda data: Image.new("RGB", (MAX_SIDE + 1, 1)), "size"),
    ],
)
def test_what_must_not_be_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, planted: object, words: str
) -> None:
    monkeypatch.setattr(fuzz_loop, "open_photo", planted)
    with pytest.raises(Fault, match=words):
        outcome(b"")


def test_a_photo_error_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    error = PhotoError("damaged", "Broken.")
    monkeypatch.setattr(fuzz_loop, "open_photo", lambda data: _raise(error))
    assert outcome(b"")[0] == "damaged"


@pytest.mark.parametrize("photo", seeds())
def test_a_photo_taken_to_pieces_is_put_together_again(photo: bytes) -> None:
    assert len(pieces(photo)) > 1
    assert repaired(b"".join(pieces(photo))) == photo
