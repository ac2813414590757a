"""Photos that are dropped on the page, in folders too, or pasted into it."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.photos import LORIKEET
from tests.browser.sending import GIVE, drop, expect_all_of_the_answer
from tests.browser.steps import identify, send_again

pytestmark = [
    pytest.mark.shipped_birds,
    pytest.mark.parametrize("page", ["phone"], indirect=True),
]


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_drop_and_paste(page: Page, way: str) -> None:
    page.goto("/")
    data = base64.b64encode(LORIKEET.read_bytes()).decode()
    page.locator("body").evaluate(GIVE, {"kind": way, "data": data})
    expect_all_of_the_answer(page)


def test_text_that_is_pasted_into_a_field_stays_text(page: Page) -> None:
    identify(page, LORIKEET)
    page.route("**/", lambda route: None)
    data = base64.b64encode(LORIKEET.read_bytes()).decode()
    page.get_by_text("Another name, or a place").click()
    place = page.get_by_label("Place (optional)")
    place.evaluate(GIVE, {"kind": "paste", "data": data, "text": "Garden"})
    page.wait_for_timeout(200)
    expect(page.get_by_alt_text("The photo you chose")).to_have_count(0)
    place.evaluate(GIVE, {"kind": "paste", "data": data})
    expect(page.get_by_alt_text("The photo you chose")).to_be_visible()


def test_a_dropped_folder_gives_its_photos(page: Page, tmp_path: Path) -> None:
    inner = tmp_path / "birds" / "more"
    inner.mkdir(parents=True)
    for name in ("a.png", "more/b.png", "._a.png", "notes.txt"):
        (tmp_path / "birds" / name).write_bytes(LORIKEET.read_bytes())
    page.goto("/")
    drop(page, tmp_path / "birds")
    expect(page.locator(".results > li")).to_have_count(2)
    expect(page.locator(".results small").filter(has_text="png")).to_have_text(["a.png", "b.png"])


def test_a_dropped_folder_may_hold_none_or_too_many(page: Page, tmp_path: Path) -> None:
    for name in ("none", "many"):
        (tmp_path / name).mkdir()
    for number in range(130):
        (tmp_path / "many" / f"{number}.png").write_bytes(LORIKEET.read_bytes())
    page.goto("/")
    drop(page, tmp_path / "none")
    expect(page.get_by_text("There is no photo in this folder.")).to_be_visible()
    drop(page, tmp_path / "many")
    expect(page.get_by_text("Please choose at most 12 photos at once.")).to_be_visible()


def test_a_file_that_is_gone_is_no_matter_of_the_network(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "bird.png"
    file.write_bytes(LORIKEET.read_bytes())
    page.goto("/")
    page.route("**/", lambda route: None)
    drop(page, file)
    expect(page.get_by_alt_text("The photo you chose")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    page.unroute("**/")
    file.unlink()
    send_again(page)
    expect(page.get_by_text("“bird.png” cannot be read.")).to_be_visible()
    expect(page.get_by_text("connection")).to_have_count(0)
    page.set_input_files("#photo", LORIKEET)
    expect_all_of_the_answer(page)
