"""The engine in the browser against the API, photo by photo."""

import base64
import io
import json
import urllib.request
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from tests import profiles
from tests.browser.engine.photos import made
from tests.browser.engine.steps import identify
from tests.conftest import GUIDE, PHOTOS, SHARED_PHOTOS
from tests.images import encode

DIFFER = 0.02
"""So many photos may get another verdict: those that lie on the edge of one."""


def test_made_photos_are_answered_as_by_the_api(engine_page: Page, site: str) -> None:
    photos = made()
    assert len(photos) >= 40
    assert_alike(engine_page, site, photos)


@pytest.mark.shared_photos
def test_real_photos_are_answered_as_by_the_api(engine_page: Page, site: str) -> None:
    files = sorted(SHARED_PHOTOS.glob("birds/*/*.jpg"))
    chosen = files[:: len(files) // 200][:200]
    assert len(chosen) == 200
    assert_alike(engine_page, site, {str(file): file.read_bytes() for file in chosen})


def test_a_colour_profile_is_followed_as_by_the_api(engine_page: Page, site: str) -> None:
    kept = {
        name: encode(opened_stamp(name), "PNG", icc_profile=profiles.matrix(profiles.DISPLAY_P3))
        for name in ("magpie", "rainbow-lorikeet", "silver-gull")
    }
    assert_alike(engine_page, site, kept)


def opened_stamp(name: str) -> Image.Image:
    return Image.open(PHOTOS / f"{name}.png").convert("RGB")


def assert_alike(page: Page, site: str, photos: dict[str, bytes]) -> None:
    differ: list[str] = []
    apart: dict[str, float] = {}
    for name, photo in photos.items():
        here, there = identify(page, photo), api(site, photo)
        apart[name] = max(abs(a - b) for a, b in zip(chances(here), chances(there), strict=True))
        if first(here) != first(there) or here["verdict"] != there["verdict"]:
            differ.append(f"{name}: {here['verdict']} / {there['verdict']}, {apart[name]:.4f}")
    worst = sorted(apart.items(), key=lambda item: -item[1])[:6]
    distances = list(apart.values())
    told = f"worst {worst}, other verdicts {differ}"
    print(f"\n{len(photos)} photos: median {np.median(distances):.5f}, {told}")
    assert np.median(distances) <= 0.01, told
    assert np.quantile(distances, 0.99) <= 0.05, told
    assert len(differ) <= DIFFER * len(photos), told


def api(site: str, photo: bytes, query: str = "") -> dict[str, Any]:
    """What the server answers."""
    request = urllib.request.Request(
        f"{site}/api/v1/identify{query}", photo, {"Content-Type": "application/octet-stream"}
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        told: dict[str, Any] = json.load(answer)
    return told


def chances(answer: dict[str, Any]) -> list[float]:
    by_slug = {row["slug"]: row["probability"] for row in answer["species"]}
    return [by_slug[slug] for slug in GUIDE.slugs] + [answer["none_of_these"]]


def first(answer: dict[str, Any]) -> str:
    return str(answer["species"][0]["slug"])


def test_the_whole_answer_has_the_apis_entries(engine_page: Page, site: str) -> None:
    photo = (PHOTOS / "magpie.png").read_bytes()
    place = next(iter(GUIDE.region.place_names), "")
    slug = GUIDE.slugs[1]
    called = GUIDE.region.places.called if GUIDE.region.places else "place"
    here = identify(engine_page, photo, place=place, month=7, heatmaps=[slug])
    there = api(site, photo, f"?{called}={place}&month=7&heatmap={slug}")
    assert list(here) == list(there)
    assert here["engine"] == "browser"
    assert here["looked_at"] == pytest.approx(there["looked_at"], abs=0.005)
    assert list(here["prior"]) == list(there["prior"])
    assert here["prior"]["weights"] == there["prior"]["weights"]
    assert here["prior"][called] == place
    assert here["prior"]["month"] == 7
    heat, expected = (opened(answer["heatmaps"][slug]) for answer in (here, there))
    assert heat.size == expected.size
    assert np.abs(np.asarray(heat, int) - np.asarray(expected, int)).mean() < 3


def opened(uri: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(uri.split(",")[1]))).convert("L")
