"""What no answer to a bad file may be."""

import re
from collections.abc import Iterator

from birdapp.settings import ROOT
from tests.conftest import GUIDE
from tests.security.corpus_client import Answer
from tests.security.formats import BadFile

SLOWEST_MS = 1_500
MOST_LOGGED = 5_000
EXPECTED = {200, 400, 413, 415, 422}
INJECTED = ("<script>alert(", "<img src=x", "onerror='", "\nX-Injected")
INSIDE = re.compile(
    rf"Traceback|site-packages|File \"|\.py\b|\b(PIL|numpy|birdapp)\.|{re.escape(str(ROOT))}"
)
CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def faults(file: BadFile, answer: Answer) -> Iterator[str]:
    """Everything that is wrong with an answer, except how long it took."""
    if not answer.status:
        yield f"broke the connection: {answer.body}"
        return
    if answer.status not in EXPECTED:
        yield f"was answered with {answer.status}"
    if answer.status == 200 and (not answer.ranked or answer.ranked % len(GUIDE.species)):
        yield f"was answered with {answer.ranked} ranked species"
    if answer.status != 200 and not re.fullmatch(r"[A-Z].{10,}\.", answer.sentence):
        yield f"was refused without a sentence: {answer.sentence!r}"
    if answer.status != 200 and (found := INSIDE.search(answer.body)):
        yield f"made the answer tell of the inside: {found[0]!r}"
    if any(injected in answer.body + answer.headers for injected in INJECTED):
        yield "put its own markup or header into the answer"
    if _is_strange(file.name) and file.name in answer.body:
        yield "had its name repeated as it came"
    if answer.logged > MOST_LOGGED:
        yield f"wrote {answer.logged} bytes into the log"


def delays(answer: Answer) -> Iterator[str]:
    """Whether an answer came too late."""
    if answer.ms > SLOWEST_MS:
        yield f"took {answer.ms:.0f} ms"


def _is_strange(name: str) -> bool:
    return len(name) > 200 or CONTROL.search(name) is not None or any(c in name for c in "<>\"'")
