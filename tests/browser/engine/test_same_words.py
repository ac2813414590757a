"""From the network's numbers to words: the same text in the browser as here, over a grid."""

from collections.abc import Iterator
from typing import Any, get_args

import numpy as np
import pytest
from playwright.sync_api import Page

from birdapp.guide.where_and_when import WhereAndWhen, read, weigh
from birdapp.recognition.classifier import Classifier
from birdapp.recognition.engine import Array, Looks
from birdapp.recognition.manifest import read_manifest
from birdapp.recognition.transforms import Input, View
from birdapp.recognition.verdict import Level, judge
from birdapp.web.api import _prior_to_json, to_json
from tests.browser.engine.steps import BIRDS
from tests.conftest import GUIDE

MANIFEST = read_manifest(GUIDE.folder)
MONTHS = (*range(1, 13), None)

ANSWERS = """async ([birdsAddress, cases]) => {
  const [{ readBirds }, { read }, { toAnswer }] = await Promise.all(
    ["birds", "identification", "answer"].map((name) => import(`/static/js/engine/${name}.js`)));
  const birds = readBirds(await (await fetch(birdsAddress)).json());
  return cases.map(({ logits, box, part, where }) => {
    const looks = { logits: Float32Array.from(logits), boxes: Float32Array.from(box), maps: null };
    return toAnswer(read(looks, part, birds), where, {}, birds);
  });
}"""

JUDGE = """async ([cases]) => {
  const { judge } = await import("/static/js/engine/identification.js");
  return cases.map((numbers) => judge(...numbers));
}"""

REMARKS = """async ([birdsAddress, wheres]) => {
  const [{ readBirds }, { occurrence }, { remark }] = await Promise.all(
    ["engine/birds", "occurrence", "engine/wording"].map((file) =>
      import(`/static/js/${file}.js`)));
  const birds = readBirds(await (await fetch(birdsAddress)).json());
  return wheres.map((where) => birds.species.map(
    (bird) => remark(occurrence(bird, where), where, birds)));
}"""


class Told:
    """An engine whose network has answered already."""

    name = "browser"

    def __init__(self, logits: Array, box: Array) -> None:
        self.looks = Looks(logits[None], np.zeros((1, len(logits), 2, 2), np.float32), box[None])

    def classes(self, side: int) -> int:
        return self.looks.logits.shape[1]

    def run(self, batch: Input) -> Looks:
        return self.looks


def logits(first: str, probability: float, outside: str, share: float) -> Array:
    """Of a network that gives the first bird this probability, a share of the rest to one that is
    outside the list, and what is left to the list."""
    rest = (1 - probability) * (1 - share) / len(GUIDE.slugs)
    given = dict.fromkeys(MANIFEST.outside, 1e-6) | dict.fromkeys(GUIDE.slugs, rest)
    given |= {first: probability, outside: (1 - probability) * share}
    return np.log([given[slug] for slug in MANIFEST.labels]).astype(np.float32)


def wheres() -> Iterator[WhereAndWhen]:
    for place in GUIDE.region.place_names or ("",):
        for month in MONTHS:
            where = read(GUIDE.region, place, str(month or ""))
            if where:
                yield where


def cases() -> Iterator[dict[str, Any]]:
    """Each bird first, and each one outside the list beside it; each place and month in turn."""
    random = np.random.default_rng(0)
    places = [None, *wheres()]
    number = 0
    for first in GUIDE.slugs:
        for probability in (0.999, 0.93, 0.7, 0.45, 0.31, 0.2, 0.05):
            for share in (0.0001, 0.5, 0.9, 0.99):
                outside = MANIFEST.outside[number % len(MANIFEST.outside)]
                number += 1
                yield {
                    "logits": logits(first, probability, outside, share),
                    "box": random.uniform(-0.1, 1.1, 4).astype(np.float32),
                    "part": tuple(random.uniform(-0.2, 1.2, 4).tolist()),
                    "where": places[number % len(places)],
                }


def expected(case: dict[str, Any]) -> dict[str, Any]:
    engine = Told(case["logits"], case["box"])
    classifier = Classifier(engine, MANIFEST, MANIFEST.sha256["birds.fp16.onnx"][:12])
    found = classifier.read(View(np.empty(0, np.float32), case["part"]))
    answer = to_json(found, GUIDE, MANIFEST)
    where = case["where"]
    if where:
        weighed = weigh(found, where, GUIDE, MANIFEST.thresholds)
        answer["prior"] = _prior_to_json(weighed, where, GUIDE, MANIFEST)
    return answer


def test_the_answer_is_the_apis(engine_page: Page) -> None:
    asked = list(cases())
    sent = [
        {
            **{name: np.asarray(case[name]).tolist() for name in ("logits", "box", "part")},
            "where": as_data(case["where"]),
        }
        for case in asked
    ]
    answers = engine_page.evaluate(ANSWERS, [BIRDS, sent])
    levels = set()
    for case, found in zip(asked, answers, strict=True):
        told = expected(case)
        levels.add(told["confidence"])
        assert list(found) == list(told)
        assert flat(found) == pytest.approx(flat(told), abs=1e-9)
    assert levels == set(get_args(Level))


def as_data(where: WhereAndWhen | None) -> dict[str, Any]:
    return {"place": where.place, "month": where.month} if where else {"place": "", "month": None}


def flat(value: Any, path: str = "") -> dict[str, Any]:
    """Each number and text of an answer under the path to it."""
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list | tuple):
        parts = enumerate(value)  # type: ignore[assignment]
    else:
        return {path: value}
    return {
        where: leaf for key, part in parts for where, leaf in flat(part, f"{path}/{key}").items()
    }


def test_the_verdict_follows_one_rule(engine_page: Page) -> None:
    thresholds = vars(MANIFEST.thresholds)
    edges = sorted({0.0, 0.5, 1.0, *thresholds.values()})
    values = sorted({edge + step for edge in edges for step in (-1e-9, 0, 1e-9)})
    grid = [(p, none) for p in values for none in values]
    found = engine_page.evaluate(JUDGE, [[[p, none, thresholds] for p, none in grid]])
    assert found == [judge(p, none, MANIFEST.thresholds) for p, none in grid]
    assert len(set(found)) == 6


def test_where_and_when_are_remarked_on_alike(engine_page: Page) -> None:
    asked = list(wheres())
    found = engine_page.evaluate(REMARKS, [BIRDS, [as_data(where) for where in asked]])
    assert found == [[where.remark(card) for card in GUIDE.species] for where in asked]
    assert any(any(remarks) for remarks in found)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{bird}", {"bird": "an Owl"}),
        ("{{}} {bird} {{bird}}", {"bird": "$& {bird}"}),
        ("", {}),
        ("{bird}, {count} of {count}", {"bird": "a", "count": 3}),
    ],
)
def test_patterns_are_filled_as_python_fills_them(
    engine_page: Page, pattern: str, words: dict[str, Any]
) -> None:
    found = engine_page.evaluate(
        """async ([pattern, words]) =>
          (await import("/static/js/engine/wording.js")).fill(pattern, words)""",
        [pattern, words],
    )
    assert found == pattern.format(**words)
