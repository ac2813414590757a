"""The whole main job on a site of files: with its host, and kept on a phone without it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.frozen.conftest import Host
from tests.browser.phone.test_answer_here import HERE, sent
from tests.browser.phone.test_keep import KEEP, KEPT, status
from tests.browser.photos import in_a_garden
from tests.browser.steps import download, open_heat
from tests.browser.test_access import violations
from tests.conftest import GUIDE, PHOTOS

STAMPS = sorted(PHOTOS.glob("*.png"))

ALIVE = """async () => {
  const links = [...document.links].map(({ href }) => href.replace(/#.*/, ""));
  const own = [...new Set(links)].filter((href) => href.startsWith(location.origin));
  const dead = [];
  for (const href of own) if (!(await fetch(href)).ok) dead.push(href);
  return [own.length, dead];
}"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """As a camera takes it: a bird among leaves, so that there is a part to look at alone."""
    file = tmp_path / "garden.jpg"
    in_a_garden().save(file, quality=90)
    return file


@pytest.fixture(params=["with the host", "kept, without it"])
def ready(request: pytest.FixtureRequest, page: Page, host: Host) -> Page:
    if request.param == "kept, without it":
        page.goto(f"{host.url}phone/index.html")
        page.get_by_role("button", name=KEEP).click()
        expect(status(page)).to_have_text(KEPT, timeout=60_000)
        host.stop()
    return page


def answered(page: Page, *photos: Path) -> None:
    page.locator("#photo").set_input_files(photos)
    expect(page.locator(".by:visible").first).to_have_text(HERE)
    expect(page.locator("h1:visible")).to_be_focused()
    assert violations(page) == []
    count, dead = page.evaluate(ALIVE)
    assert dead == []
    assert count > len(GUIDE.species)


def test_one_photo_from_the_choice_to_my_birds(ready: Page, host: Host, photo: Path) -> None:
    asked = sent(ready)
    ready.goto(host.url)
    answered(ready, photo)
    verdict = ready.locator("h1:visible").inner_text()
    open_heat(ready)
    expect(ready.locator(".heatmap:visible").first).to_be_visible()
    for summary in ready.locator("summary:visible").all():
        summary.click()
    assert violations(ready) == []
    whole = ready.locator(".shot").get_attribute("src")
    ready.get_by_role("button", name="Look only here").click()
    assert violations(ready) == []
    ready.get_by_role("button", name="Look only here").click()
    expect(ready.locator(".shot")).not_to_have_attribute("src", str(whole))
    expect(ready.locator(".by:visible")).to_have_text(HERE)
    ready.get_by_role("button", name=re.compile("^Keep in My birds")).first.click()
    expect(ready.get_by_text("kept in My birds")).to_be_visible()
    ready.go_back()
    expect(ready.locator("h1:visible")).to_have_text(verdict)
    ready.go_forward()
    ready.reload()
    expect(ready.locator(".by:visible")).to_have_text(HERE)
    ready.get_by_role("link", name="My birds").click()
    expect(ready.locator(".sightings li")).to_have_count(1)
    assert violations(ready) == []
    ready.go_back()
    expect(ready.locator(".by:visible")).to_have_text(HERE)
    bird = ready.locator(".ranking a").first
    name = bird.inner_text()
    bird.click()
    expect(ready.locator("h1")).to_have_text(name)
    ready.get_by_role("link", name="Field guide").click()
    expect(ready.locator("#found li")).to_have_count(len(GUIDE.species))
    assert nothing_left(asked)


def test_several_photos_and_their_list(ready: Page, host: Host, photo: Path) -> None:
    asked = sent(ready)
    ready.goto(host.url)
    answered(ready, *STAMPS, photo)
    expect(ready.locator("h1")).to_have_text(f"{len(STAMPS) + 1} photos")
    expect(ready.locator(".results .result")).to_have_count(len(STAMPS) + 1)
    name, text = download(ready, "Download as CSV")
    assert name == "birds.csv"
    assert len(text.splitlines()) == len(STAMPS) + 2
    ready.locator(".more-of-it > summary").first.click()
    assert violations(ready) == []
    answered(ready, photo)
    assert nothing_left(asked)


def test_a_file_that_is_no_photo_is_told_in_words(ready: Page, host: Host, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no photo")
    ready.goto(host.url)
    ready.locator("#photo").set_input_files(bad)
    expect(ready.locator(".sending .status")).to_contain_text("not a photo we can read")
    assert violations(ready) == []


def nothing_left(asked: list[Request]) -> bool:
    return [f"{request.method} {request.url}" for request in asked] == []
