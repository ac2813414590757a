"""Whatever stands in a bird folder: it is refused in words, or every page can be shown with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from birdapp import create_app
from birdapp.guide.bird_folder import FolderError, read_guide
from birdapp.guide.search import Search
from birdapp.guide.where_and_when import WhereAndWhen, weigh
from birdapp.guide.wording import verdict
from birdapp.recognition.verdict import Thresholds
from tests.guide.birds import GONE, REGION, SPECIES, changed, identification, write

pytestmark = pytest.mark.slow

VALUES = [
    GONE, None, True, 0, -1, 1e300, 10**400, "", " ", "x", "<b>{", "%s", "é", "\ud800", "verdict",
    "{count:z}", "{place!x}", "http://[::1", ["http://[::1"], [], [None], [[]], [""], {}, {"x": 1},
]  # fmt: skip
PAGES = {
    "/": 200, "/species/": 200, "/my-birds/": 200, "/about/": 200, "/api/": 200, "/emblem.svg": 200,
    "/api/v1/species": 200, "/api/v1/openapi.json": 200, "/readyz": 503, "/nowhere": 404,
}  # fmt: skip


def paths(document: Any, way: str = "") -> Iterator[str]:
    """Every entry, such as `species.0.slug`."""
    entries = enumerate(document) if isinstance(document, list) else document.items()
    for name, value in entries:
        yield f"{way}{name}"
        if isinstance(value, list | dict):
            yield from paths(value, f"{way}{name}.")


def cases(document: Any) -> list[Any]:
    """Every entry with a third of the values, the next one with another: all would take minutes."""
    return [
        pytest.param(path, VALUES[place % 3 :: 3], id=path)
        for place, path in enumerate(paths(document))
    ]


@pytest.mark.parametrize(("path", "values"), cases(SPECIES))
def test_a_card_of_any_kind(tmp_path: Path, path: str, values: list[Any]) -> None:
    for number, value in enumerate(values):
        folder = tmp_path / str(number)
        assert_usable_or_refused(write(folder, species=changed(SPECIES, path, value)), value)


@pytest.mark.parametrize(("path", "values"), cases(REGION))
def test_a_region_of_any_kind(tmp_path: Path, path: str, values: list[Any]) -> None:
    for number, value in enumerate(values):
        folder = tmp_path / str(number)
        assert_usable_or_refused(write(folder, region=changed(REGION, path, value)), value)


def assert_usable_or_refused(folder: Path, value: Any) -> None:
    try:
        guide = read_guide(folder)
    except FolderError as error:
        assert error.faults
        assert all(fault.endswith(".") and fault.count(" ") > 1 for fault in error.faults)
        return
    thresholds = Thresholds(0.9, 0.7, 0.4, 0.5)
    for slug in guide.slugs:
        for place in ("", *guide.region.place_names):
            where = WhereAndWhen(guide.region, place, 6)
            weighed = weigh(identification(guide.slugs, **{slug: 0.6}), where, guide, thresholds)
            assert verdict(weighed, guide)
            where.remark(guide.get(slug))
    assert Search(guide, q="x").find() is not None
    client = create_app({"MODELS": folder, "ENGINE": "onnx", "SECRET_KEY": "x"}).test_client()
    pages = PAGES | {f"/species/{slug}": 200 for slug in guide.slugs}
    pages |= {f"/species/{slug}/emblem.svg": 200 for slug in guide.slugs}
    pages |= {f"/species/{guide.slugs[0]}/or/{slug}": 200 for slug in guide.slugs[1:]}
    for size in guide.region.sizes:
        pages[f"/species/?size={quote(size.name)}"] = 200
    assert {page: client.get(page).status_code for page in pages} == pages, value
