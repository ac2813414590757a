import re
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests import readme

PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "models" / "MODEL_CARD.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_table_is_left_to_be_filled_in(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"<!-- (\w+) -->\s*<!-- /\1 -->", text)
    assert not re.search(r"^(OUTPUT|TABLE|TODO|CONCLUSIONS)\b", text, re.MULTILINE)


def test_readme_says_what_the_manifest_says() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.table() in page, "run `python -m tests.readme --write`"
    assert page == readme.filled(page)


def test_every_promise_names_a_test_that_is_there() -> None:
    text = (ROOT / "docs" / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", text)
    assert len(named) > 40
    for file, test in named:
        assert f"\ndef {test}(" in (ROOT / file).read_text(encoding="utf-8"), (file, test)
