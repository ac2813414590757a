import html
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from flask.testing import FlaskClient

from birdapp.guide.few_photos import caution
from birdapp.recognition.manifest import SpeciesMetrics
from birdapp.recognition.transforms import Box
from birdapp.recognition.verdict import Level
from tests.conftest import GUIDE
from tests.forms import send
from tests.images import encode, gradient
from tests.web.made_up import answered, manifest, neighbour


@pytest.mark.skipif(not GUIDE.neighbours, reason="the folder has no neighbours")
@pytest.mark.parametrize("level", get_args(Level))
def test_what_is_said_beside_each_verdict(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, level: Level
) -> None:
    classifier = client.application.extensions["classifier"]
    found = answered(level, neighbour=neighbour(), closer=(0.25, 0.25, 0.75, 0.75))
    found = replace(found, maps=dict.fromkeys(GUIDE.slugs, np.ones((7, 7), np.float32)))
    few = SpeciesMetrics(2, 1.0)
    monkeypatch.setattr(classifier, "manifest", manifest(classifier, few))
    monkeypatch.setattr(classifier, "read", lambda _: found)
    page = html.unescape(send(client, encode(gradient(300, 200))).text)
    assert ("Not on our list, but it may be" in page) == (level in ("none", "perhaps", "not_sure"))
    assert (caution(few) in page) == (level != "none")
    assert ("comes closest" in page) == (level == "none")
    assert ("What would help" in page) == (level == "none")
    assert ('class="heat"' in page) == (level != "none")


@pytest.mark.parametrize(
    ("box", "frames"), [((0.0, 0.0, 1.0, 1.0), 0), ((0.25, 0.25, 0.75, 0.75), 1)]
)
def test_a_closer_look_is_framed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, box: Box, frames: int
) -> None:
    classifier = client.application.extensions["classifier"]
    read = classifier.read
    monkeypatch.setattr(classifier, "read", lambda view: replace(read(view), closer=box))
    page = send(client, encode(gradient(300, 200))).text
    assert page.count('class="frame"') == frames
    assert ("the part in the white frame" in page) == bool(frames)
