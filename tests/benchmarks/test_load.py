import json
from collections import Counter
from pathlib import Path

import pytest

from birdapp.recognition.manifest import read_manifest
from tests.benchmarks import load, soak
from tests.benchmarks.load_clients import Connection, Load, Reply
from tests.benchmarks.photos import SIZES, jpeg
from tests.conftest import GUIDE

PHOTOS = {"1 MP": jpeg(SIZES["1 MP"])}


def test_a_short_load_is_counted_and_reported() -> None:
    loads = load.measure([load.OURS], PHOTOS, (1, 4), seconds=0.5)
    assert [cell[:2] for cell in loads] == [("1 MP", 1), ("1 MP", 4)]
    for seen in loads.values():
        assert seen.waits and seen.statuses == {200: len(seen.waits)}
    report = load.report(loads, PHOTOS, others=0)
    assert report.count(f"| {load.OURS.name} |") == 3


def test_refusals_and_failures_are_not_taken_for_answers() -> None:
    seen = Load([0.1], Counter({200: 1, 503: 7, 500: 2, 0: 3}), seconds=1, busy=0)
    row = load.loads_table({("1 MP", 4, "an app"): seen}, "1 MP").splitlines()[-1]
    assert row.endswith("| 7 | 3 × broken connection, 2 × 500 |")
    assert "| 1.0 | 100 ms | 100 ms | 100 ms |" in row


def test_a_row_without_answers_has_no_times() -> None:
    seen = Load([], Counter({500: 2}), seconds=1, busy=0)
    row = load.loads_table({("1 MP", 1, "an app"): seen}, "1 MP").splitlines()[-1]
    assert row.endswith("| 0.0 | – | – | – | 0 | 2 × 500 |")


def test_the_tables_replace_those_in_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "docs" / "PERFORMANCE.md"
    document.parent.mkdir()
    document.write_text("before\n<!-- load -->\nold\n<!-- /load -->\nafter\n", encoding="utf-8")
    monkeypatch.setattr(load, "ROOT", tmp_path)
    load.write("| new |")
    text = document.read_text(encoding="utf-8")
    assert text == "before\n<!-- load -->\n| new |\n<!-- /load -->\nafter\n"


def test_ratios_are_of_answers_a_second() -> None:
    ours, theirs = (Load([0.1] * n, Counter({200: n}), 2, 0) for n in (30, 10))
    cells = {("1 MP", 4, load.OURS.name): ours, ("1 MP", 4, load.ONE_FILE.name): theirs}
    assert "| 1 MP | 4 | 15.0 | 3.0 | – |" in load.ratios_table(cells)


def test_the_one_file_app_ranks_the_classes(tmp_path: Path) -> None:
    with load.ONE_FILE.start(tmp_path) as server:
        reply = load.ONE_FILE.ask(Connection(server.url), PHOTOS["1 MP"])
    assert reply.status == 200
    shares = [row["probability"] for row in json.loads(reply.body)]
    labels = read_manifest(GUIDE.folder).labels
    assert len(shares) == len(labels) and shares == sorted(shares, reverse=True)


def test_a_short_soak_loses_nothing_while_workers_are_replaced() -> None:
    seen = soak.soak(60, 5, "--max-requests=20", "--max-requests-jitter=0")
    assert seen.wrong == 0
    assert seen.answers.total() == 60
    assert seen.workers > 1
    assert "| 60 |" in soak.memory_table(seen)


def test_a_lost_request_is_wrong() -> None:
    answers = Counter({soak.Answer("a page", 200, 200): 5, soak.Answer("a page", 200, 0): 2})
    assert soak.Soak(answers, []).wrong == 2
    assert Connection("http://127.0.0.1:9").send("GET", "/") == Reply(0)
