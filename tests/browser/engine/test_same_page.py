"""The answer's page: drawn by the browser it is the server's, to the last element and word."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from flask import Flask, render_template
from playwright.sync_api import Page

from birdapp.guide.where_and_when import weigh
from birdapp.recognition.classifier import Classifier
from birdapp.recognition.heatmaps import closer_look
from birdapp.recognition.identification import Identification
from birdapp.recognition.transforms import View
from birdapp.web.answers import answer as answers
from birdapp.web.answers.answer import Answer, Refusal, shown_name
from birdapp.web.answers.results_csv import to_data_uri
from birdapp.web.api import _prior_to_json, to_json
from tests.browser.engine.steps import BIRDS
from tests.browser.engine.test_same_words import MANIFEST, Told, as_data, cases
from tests.browser.templates import COMPILED, compiled
from tests.conftest import GUIDE

SIZE = (640, 427)
SHOT = "data:image/jpeg;base64,/9j/"
NAMES = ("bird.jpg", '<b>"&\u202e.png', "=1+1.jpg", "ä" * 90)

DRAW = """async ([birdsAddress, groups]) => {
  const [{ readBirds }, { draw }] = await Promise.all(
    ["engine/birds", "phone/page"].map((name) => import(`/static/js/${name}.js`)));
  const base = new URL(birdsAddress, location.href).href;
  const birds = readBirds(await (await fetch(base)).json());
  return Promise.all(groups.map(({ results, asked }) => draw(results, asked, birds, base)));
}"""

LINK = re.compile('href="(data:text/csv[^"]*)"')

PLAIN = """(pages) => {
  const plain = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\\s+/g, " ").trim();
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    const attributes = [...node.attributes]
      .map(({ name, value }) => [name, value.replace(/\\s+/g, " ").trim()]).sort();
    const inside = [...node.childNodes].map(plain).filter((each) => each !== "");
    return [node.localName, attributes, inside];
  };
  const read = (html) => new DOMParser().parseFromString(html, "text/html").body;
  return pages.map((html) => JSON.stringify(plain(read(html)), null, 1));
}"""


def identified(case: dict[str, Any]) -> Identification:
    engine = Told(case["logits"], case["box"])
    classifier = Classifier(engine, MANIFEST, MANIFEST.sha256["birds.fp16.onnx"][:12])
    return classifier.read(View(np.empty(0, np.float32), case["part"]))


def told(found: Identification, case: dict[str, Any]) -> dict[str, Any]:
    """What the API says of it."""
    json = to_json(found, GUIDE, MANIFEST)
    if where := case["where"]:
        weighed = weigh(found, where, GUIDE, MANIFEST.thresholds)
        json["prior"] = _prior_to_json(weighed, where, GUIDE, MANIFEST)
    return json


def shown(found: Identification, case: dict[str, Any], name: str) -> Answer:
    """What the page of the server is about."""
    readings = answers._readings(found, case["where"])
    return Answer(
        name=shown_name(name),
        photo=SHOT,
        size=SIZE,
        identification=found,
        readings=readings,
        heatmaps=answers._heatmaps(found, readings, SIZE),
        frame=closer_look(found),
        where=case["where"],
    )


def result(answer: Answer, json: dict[str, Any], name: str) -> dict[str, Any]:
    """The same for the browser."""
    pictures = {heatmap.slug: heatmap.picture for heatmap in answer.heatmaps}
    of_photo = {"photo": SHOT, "size": SIZE, "frame": answer.frame, "heatmaps": pictures}
    return {"name": name, "told": json, "shown": of_photo}


def some_cases() -> Iterator[dict[str, Any]]:
    """Every seventh of the grid: all levels, all birds, all places."""
    for number, case in enumerate(cases()):
        if number % 7 == 0:
            yield case


def assert_same(page: Page, expected: list[str], found: list[str]) -> None:
    for one, other in zip(page.evaluate(PLAIN, expected), page.evaluate(PLAIN, found), strict=True):
        assert other == one


def test_one_photo(engine_page: Page, app: Flask) -> None:
    expected, groups, titles = [], [], []
    with app.test_request_context():
        for number, case in enumerate(some_cases()):
            name, found = NAMES[number % len(NAMES)], identified(case)
            answer = shown(found, case, name)
            expected.append(render_template("answer/one.html", answer=answer, by_device=True))
            titles.append(answer.best.verdict)
            results = [result(answer, told(found, case), name)]
            groups.append({"results": results, "asked": as_data(case["where"])})
    drawn = engine_page.evaluate(DRAW, [BIRDS, groups])
    assert [each["title"] for each in drawn] == titles
    assert_same(engine_page, expected, [each["html"] for each in drawn])


@pytest.mark.parametrize("first", [0, 3])
def test_several_photos(engine_page: Page, app: Flask, first: int) -> None:
    chosen = list(some_cases())[first : first + 8]
    where = chosen[0]["where"]
    refusal = Refusal(shown_name(NAMES[1]), "The file is empty.")
    answered: list[Answer | Refusal] = [refusal]
    results: list[dict[str, Any]] = [{"name": NAMES[1], "sentence": refusal.sentence}]
    with app.test_request_context():
        for number, case in enumerate(replace_where(chosen, where)):
            name, found = NAMES[number % len(NAMES)], identified(case)
            answer = shown(found, case, name)
            answered.append(answer)
            results.append(result(answer, told(found, case), name))
        link = to_data_uri(answered, GUIDE)
        expected = render_template(
            "answer/several.html", results=answered, csv=link, by_device=True
        )
    group = {"results": results, "asked": as_data(where)}
    (drawn,) = engine_page.evaluate(DRAW, [BIRDS, [group]])
    assert drawn["title"] == f"{len(answered)} photos"
    parts = [LINK.split(html) for html in (expected, drawn["html"])]
    assert_same(engine_page, *(["".join([before, after])] for before, _, after in parts))
    for one, other in zip(*(rows_of(link) for _, link, _ in parts), strict=True):
        assert other == pytest.approx(one)


def rows_of(link: str) -> list[list[str | float]]:
    """The cells of the file in a link; numbers as such, since they may be written otherwise."""
    text = unquote(unescape(link).split(",", 1)[1])
    return [[_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text))]


def _cell(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def replace_where(chosen: list[dict[str, Any]], where: Any) -> list[dict[str, Any]]:
    return [{**case, "where": where} for case in chosen]


def test_the_compiled_templates_are_those_of_the_server(engine_page: Page) -> None:
    page = engine_page.context.new_page()
    script = compiled(page)
    page.close()
    assert script == COMPILED.read_text(encoding="utf-8"), "run `python -m tests.browser.templates`"
