"""Another city is another bird folder, and nothing else: the code knows no bird and no place."""

import re
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.conftest import GUIDE

CODE = [
    file
    for folder in ("birdapp", "templates", "static")
    for file in sorted((ROOT / folder).rglob("*"))
    if file.is_file() and not {"vendor", "__pycache__"} & set(file.parts)
]


def words() -> list[str]:
    """All that names a bird, a place or the country."""
    names = {GUIDE.region.country, *GUIDE.region.place_names.values()}
    for bird in (*GUIDE.species, *GUIDE.neighbours):
        names |= {bird.slug, bird.common_name, bird.scientific_name, *bird.other_names}
    return [re.escape(name) for name in sorted(names) if name]


NAMES = re.compile(rf"(?<![\w-])(?:{'|'.join(words())})s?(?![\w-])", re.IGNORECASE)
CODES = re.compile(rf"\b(?:{'|'.join(map(re.escape, GUIDE.region.place_names)) or '(?!)'})\b")
COUNT = re.compile(
    rf"\b(?:{len(GUIDE.species)}|thirty)\b[\w\s-]{{0,30}}\b(?:birds?|species|labels|classes)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_names_a_bird_a_place_or_their_number(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = [match[0] for what in (NAMES, CODES, COUNT) for match in what.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "text", ["an Australian Magpie sat", "galahs", "Queensland", "in NSW", "the 30 birds"]
)
@pytest.mark.shipped_birds
def test_it_would_be_found(text: str) -> None:
    assert any(what.search(text) for what in (NAMES, CODES, COUNT))
