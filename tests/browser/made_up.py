"""Pages about answers that no photo here gives, for a browser to look at."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from flask import Flask
from playwright.sync_api import Page
from pytest import MonkeyPatch

from birdapp.recognition.identification import Identification, Score
from birdapp.recognition.manifest import SpeciesMetrics
from birdapp.recognition.verdict import Level
from tests.browser.photos import in_a_garden
from tests.conftest import GUIDE
from tests.forms import send
from tests.images import encode

HEAT = np.ones((7, 7), np.float32)


def answered(
    level: Level, first: Iterable[tuple[str, float]], none: float, neighbour: Score | None = None
) -> Identification:
    """An answer that begins with these birds; the others share what is left."""
    begun = [Score(slug, probability) for slug, probability in first]
    rest = [slug for slug in GUIDE.slugs if slug not in {score.slug for score in begun}]
    left = max(0.0, 1 - none - sum(score.probability for score in begun)) / len(rest)
    ranking = (*begun, *(Score(slug, left) for slug in rest))
    maps = dict.fromkeys(GUIDE.slugs, HEAT)
    box = (0.1, 0.1, 0.7, 0.8)
    return Identification(level, ranking, none, maps, "onnx", "0", neighbour, closer=box)


class Painter:
    """Draws the page of an answer as the app does, and opens it at the site's address."""

    def __init__(self, app: Flask, monkeypatch: MonkeyPatch) -> None:
        self.app, self.monkeypatch = app, monkeypatch
        self.classifier = app.extensions["classifier"]
        self.photo = encode(in_a_garden(width=800, height=600), "JPEG")

    def all_are_thin(self) -> None:
        """Of no bird there were photos enough: each answer has its warning."""
        few = dict.fromkeys(GUIDE.slugs, SpeciesMetrics(2, 1.0))
        thin = replace(self.classifier.manifest, species_metrics=few)
        self.monkeypatch.setattr(self.classifier, "manifest", thin)

    def open(self, page: Page, found: Identification, **fields: str) -> None:
        with self._answering(found):
            html = send(self.app.test_client(), self.photo, **fields).text
        page.route("**/made-up", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("/made-up")
        page.unroute("**/made-up")

    @contextmanager
    def _answering(self, found: Identification) -> Iterator[None]:
        with self.monkeypatch.context() as patch:
            patch.setattr(self.classifier, "read", lambda _: found)
            yield
