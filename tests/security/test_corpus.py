import json
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.conftest import GUIDE
from tests.security.corpus import SETTINGS, WORKER_CAP_MB, Row, families, run
from tests.security.corpus_client import Answer
from tests.security.corpus_judge import SLOWEST_MS, delays, faults
from tests.security.formats import BadFile
from tests.serving import GUNICORN, running

STATUSES = {
    "false names and types": {200},
    "unusual forms": {200},
    "animations": {200, 415},
    "no pixels": {415, 422},
    "strips": {200, 413},
    "bombs, PNG": {413},
    "bombs, WebP": {413},
    "bombs, AVIF": {413, 422},
    "bombs, other formats": {415},
    "large, AVIF": {200},
    "large, profiles": {200},
    "bombs of scans": {422},
    "colour profiles": {200},
}

COUNT = len(GUIDE.species)

EVIL = BadFile('"><script>alert(1)</script>.jpg', "image/jpeg", b"")
LONG = BadFile("n" * 5_000, "image/jpeg", b"")
BIRD = BadFile("bird.jpg", "image/jpeg", b"")
PAGE = '<meter min="0" max="1" value="0.1">' * COUNT
REFUSAL = '<p role="alert">The file is empty.</p>'


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    if not Path("/proc/self/status").exists():
        pytest.skip("reads /proc")
    with running(GUNICORN, tmp_path_factory.mktemp("corpus"), **SETTINGS) as server:
        return {row.family: row for row in run(server, families(truncations=20, flips=120))}


def test_no_bad_file_gets_a_wrong_answer(rows: dict[str, Row]) -> None:
    assert [fault for row in rows.values() for fault in row.faults] == []


def test_the_worker_stays_below_its_cap(rows: dict[str, Row]) -> None:
    assert max(row.peak_mb for row in rows.values()) <= WORKER_CAP_MB


@pytest.mark.parametrize("family", STATUSES)
def test_what_is_allowed_is_answered_and_what_is_not_is_refused(
    rows: dict[str, Row], family: str
) -> None:
    assert set(rows[family].statuses) == STATUSES[family]


def ranking(count: int) -> str:
    return json.dumps({"species": [{}] * count})


@pytest.mark.parametrize(
    ("file", "answer"),
    [
        (BIRD, Answer(200, ranking(COUNT), "", 9)),
        (BIRD, Answer(200, PAGE, "", 9)),
        (BIRD, Answer(422, json.dumps({"detail": "This photo is damaged."}), "", 9)),
        (EVIL, Answer(400, REFUSAL + "&#34;&gt;&lt;script&gt;", "", 9, logged=300)),
    ],
)
def test_a_right_answer_has_no_faults(file: BadFile, answer: Answer) -> None:
    assert [*faults(file, answer), *delays(answer)] == []


@pytest.mark.parametrize(
    ("file", "answer", "words"),
    [
        (BIRD, Answer(0, "reset", "", 9), "broke the connection"),
        (BIRD, Answer(500, REFUSAL, "", 9), "with 500"),
        (BIRD, Answer(503, REFUSAL, "", 9), "with 503"),
        (BIRD, Answer(200, ranking(COUNT - 1), "", 9), f"{COUNT - 1} ranked"),
        (BIRD, Answer(200, "<h1>A page</h1>", "", 9), "0 ranked"),
        (BIRD, Answer(200, '{"species": [', "", 9), "0 ranked"),
        (BIRD, Answer(415, "{}", "", 9), "without a sentence"),
        (BIRD, Answer(415, '<p role="alert">Error</p>', "", 9), "without a sentence"),
        (BIRD, Answer(422, REFUSAL + "Traceback (most recent call last)", "", 9), "inside"),
        (BIRD, Answer(422, f"{REFUSAL}{ROOT}/birdapp", "", 9), "inside"),
        (EVIL, Answer(422, REFUSAL + EVIL.name, "", 9), "its own markup"),
        (EVIL, Answer(200, PAGE + EVIL.name, "", 9), "its own markup"),
        (BIRD, Answer(422, REFUSAL, "Server: x\nX-Injected: yes", 9), "header"),
        (LONG, Answer(422, REFUSAL + LONG.name, "", 9), "repeated"),
        (BIRD._replace(name="a\u202eb"), Answer(422, REFUSAL + "a\u202eb", "", 9), "repeated"),
        (BIRD, Answer(422, REFUSAL, "", 9, logged=10_000_000), "into the log"),
    ],
)
def test_a_wrong_answer_is_a_fault(file: BadFile, answer: Answer, words: str) -> None:
    assert any(words in fault for fault in faults(file, answer))


def test_a_late_answer_is_a_delay() -> None:
    assert [*delays(Answer(200, ranking(COUNT), "", SLOWEST_MS + 1))]
