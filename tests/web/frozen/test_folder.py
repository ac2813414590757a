"""The folder that the site is written into: the same each time, and nothing of others is lost."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from birdapp import create_app
from birdapp.guide.bird_folder import Guide
from birdapp.recognition.loading import IN_BROWSERS
from birdapp.web.frozen import freeze
from birdapp.web.frozen.folder import FIRST_LINE, MARK, NotOursError
from tests import frozen
from tests.conftest import GUIDE
from tests.frozen import files


def test_written_again_it_is_the_same_and_leaves_nothing_old(tmp_path: Path) -> None:
    site = tmp_path / "site"
    frozen.write(site)
    before = files(site)
    written = (site / "index.html").stat().st_mtime_ns
    (site / "dodos").mkdir()
    (site / "dodos" / "dodo.html").write_text("gone")
    mark = site / MARK
    mark.write_text(mark.read_text(encoding="utf-8") + "dodos/dodo.html\n", encoding="utf-8")
    (site / "CNAME").write_text("birds.example")
    frozen.write(site)
    after = files(site)
    assert after.pop("CNAME")
    assert after == before
    assert not (site / "dodos").exists()
    assert (site / "index.html").stat().st_mtime_ns == written


def lay(folder: Path, things: dict[str, str]) -> None:
    for name, text in things.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


OF_OTHERS = [
    {"thesis.txt": "years of work"},
    {"service-worker.js": "self", "notes.txt": "mine", "src/thesis.txt": "years of work"},
    {"index.html": "a page of my own"},
    {"_headers": "/*\n  X-Mine: yes\n"},
    {MARK: "what is this?\n", "thesis.txt": "years of work"},
    {MARK: f"{FIRST_LINE}\n../thesis.txt\n"},
    {MARK: f"{FIRST_LINE}\nsome.html\n", "index.html": "a page of my own"},
    {"CNAME": "birds.example", "src/thesis.txt": "years of work"},
]


@pytest.mark.parametrize("things", OF_OTHERS, ids=[" ".join(things) for things in OF_OTHERS])
def test_a_folder_with_something_else_is_left_alone(tmp_path: Path, things: dict[str, str]) -> None:
    site = tmp_path / "site"
    lay(site, things)
    (tmp_path / "thesis.txt").write_text("years of work")
    before = files(tmp_path)
    with pytest.raises(NotOursError):
        frozen.write(site)
    assert files(tmp_path) == before


def test_what_lies_in_a_folder_of_ours_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    frozen.write(site)
    lay(site, {"README.md": "of the Space", "species/thesis.txt": "years of work"})
    frozen.write(site)
    assert {"README.md", "species/thesis.txt"} <= files(site).keys()


def test_a_repository_with_a_name_of_its_own_is_written_into(tmp_path: Path) -> None:
    lay(tmp_path, {".git/HEAD": "ref: refs/heads/main", "CNAME": "birds.example"})
    frozen.write(tmp_path)
    there = files(tmp_path).keys()
    assert {".git/HEAD", "CNAME", "index.html"} <= there


def test_who_breaks_off_can_begin_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While pages are made nothing is written; while they are put there, it is known whose."""
    made = freeze.get_guide

    def broken_off() -> Guide:
        raise KeyboardInterrupt

    monkeypatch.setattr(freeze, "get_guide", broken_off)
    with pytest.raises(KeyboardInterrupt):
        frozen.write(tmp_path / "site")
    assert not (tmp_path / "site").exists()
    monkeypatch.setattr(freeze, "get_guide", made)
    frozen.write(tmp_path / "site")
    whole = files(tmp_path / "site")
    for name in [*whole][::2]:
        if name != MARK:
            (tmp_path / "site" / name).unlink()
    frozen.write(tmp_path / "site")
    assert files(tmp_path / "site") == whole


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    done = run(tmp_path / "site")
    assert done.exit_code == 0, done.output
    assert f"Wrote {len(files(tmp_path / 'site'))} files" in done.output
    below = run(tmp_path / "below", "--prefix", "birds")
    assert below.exit_code == 0, below.output
    assert 'href="/birds/species/index.html"' in (tmp_path / "below/404.html").read_text("utf-8")


def test_the_command_says_in_a_sentence_what_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert_told(run(tmp_path), "is not empty")
    assert_told(run(tmp_path / "thesis.txt" / "site"), "cannot be written to")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    told = run(tmp_path / "site")
    tmp_path.chmod(0o700)
    assert_told(told, "Permission denied. Name a folder that you may write to.")


def test_birds_that_no_browser_can_name_are_told_before_anything_is_written(tmp_path: Path) -> None:
    birds = tmp_path / "birds"
    shutil.copytree(GUIDE.folder, birds, ignore=shutil.ignore_patterns(IN_BROWSERS, "*.pkl"))
    assert_told(run(tmp_path / "site", birds=birds), f"{birds} has no {IN_BROWSERS}")
    assert not (tmp_path / "site").exists()


def run(folder: Path, *options: str, birds: Path = GUIDE.folder) -> Result:
    app = create_app({**frozen.SETTINGS, "MODELS": birds})
    return app.test_cli_runner().invoke(args=["birds", "site", *options, str(folder)])


def assert_told(done: Result, words: str) -> None:
    assert done.exit_code == 1
    assert words in done.output
    assert "Traceback" not in done.output
    assert isinstance(done.exception, SystemExit)
