"""The answer: why, what else it could be, where and when, several photos."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from birdapp.recognition.identification import Score
from tests.browser.made_up import Painter, answered
from tests.browser.photos import LORIKEET, THREE, lorikeet_on_sky
from tests.browser.steps import (
    download,
    expect_the_answer,
    identify,
    open_heat,
    say_where,
    this_month,
)
from tests.conftest import GUIDE

pytestmark = pytest.mark.shipped_birds


def test_the_heatmaps_of_two_birds(page: Page, painter: Painter) -> None:
    first, second, *_ = GUIDE.species
    painter.open(page, answered("could_be", [(first.slug, 0.5), (second.slug, 0.3)], 0.1))
    shown = page.locator(".layers .heatmap:visible")
    expect(shown).to_have_count(0)
    page.locator(".shot").click()
    expect(shown).to_have_attribute("data-slug", first.slug)
    expect(page.get_by_text("The bright parts made us think of the")).to_contain_text(
        f"{first.common_name}."
    )
    page.locator(".heat").get_by_role("button", name=second.common_name).click()
    expect(shown).to_have_attribute("data-slug", second.slug)
    expect(page.locator(".heat p")).to_contain_text(f"{second.common_name}.")
    photo, heatmap = page.locator(".shot:visible").bounding_box(), shown.bounding_box()
    assert photo and heatmap
    assert photo == pytest.approx(heatmap)
    open_heat(page)
    expect(shown).to_have_count(0)


def test_the_frame_is_where_the_api_says_that_we_looked(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "sky.png"
    lorikeet_on_sky().save(file)
    told = page.request.post("/api/v1/identify", multipart={"photo": file}).json()["looked_at"]
    identify(page, file)
    open_heat(page)
    expect(page.get_by_text("The white frame shows where we looked")).to_be_visible()
    photo = page.locator(".shot:visible").bounding_box()
    frame = page.locator(".frame:visible .inner").bounding_box()
    assert photo and frame
    shares = (
        (frame["x"] - photo["x"]) / photo["width"],
        (frame["y"] - photo["y"]) / photo["height"],
        (frame["x"] + frame["width"] - photo["x"]) / photo["width"],
        (frame["y"] + frame["height"] - photo["y"]) / photo["height"],
    )
    assert shares == pytest.approx(tuple(told.values()), abs=0.02)
    assert page.locator(".frame:visible").get_attribute("aria-hidden") == "true"


def test_open_a_look_alike_and_come_back_to_the_answer(page: Page) -> None:
    identify(page, LORIKEET)
    page.get_by_text("Look-alikes, other sites").click()
    page.locator(".more-of").get_by_role("link", name="Side by side").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rainbow Lorikeet or")
    expect(page.locator(".pair > section")).to_have_count(2)


def test_state_and_month_change_the_order_and_say_so(page: Page) -> None:
    identify(page, LORIKEET, state="NT", month="6")
    expect(page.locator(".where > summary")).to_have_text(
        re.compile(r"Northern Territory, June\s· change")
    )
    weighed, alone = (
        page.locator(f".{way} .ranking li .name a").all_text_contents()
        for way in ("weighed", "alone")
    )
    assert alone != weighed
    assert sorted(alone) == sorted(weighed)
    page.locator("summary:visible", has_text="The other").click()
    expect(page.locator(".remark:visible", has_text="does not live in NT").first).to_be_visible()
    page.locator(".prior > summary").click()
    page.get_by_role("switch", name="Use where and when").uncheck()
    expect(page.get_by_text("From the photo alone, without")).to_be_visible()
    page.reload()
    expect(page.get_by_text("From the photo alone, without")).to_be_visible()
    page.goto("/")
    expect(page.get_by_label("State or territory")).to_have_value("NT")
    expect(page.get_by_label("Month")).to_have_value(this_month(page))


def test_without_where_and_when_the_whole_page_follows(page: Page, painter: Painter) -> None:
    here, there = GUIDE.get("noisy-miner"), GUIDE.get("australian-king-parrot")
    found = answered("could_be", [(there.slug, 0.5), (here.slug, 0.4)], 0.05)
    painter.open(page, found, state="TAS", month="6")
    for bird, other in ((here, there), (there, here)):
        expect(page.locator("h1:visible")).to_contain_text(bird.common_name)
        expect(page.locator(".check h2:visible")).to_have_text(f"Check: {bird.common_name}")
        check = page.locator(".check .marks:visible")
        expect(check).to_contain_text(bird.field_marks[0].mark)
        expect(check).not_to_contain_text(other.field_marks[0].mark)
        name = f"Keep in My birds as {bird.common_name}"
        expect(page.get_by_role("button", name=name)).to_be_visible()
        expect(page.locator(".first .ranking li:visible .name a").first).to_have_text(
            bird.common_name
        )
        if bird is here:
            page.locator(".prior > summary").click()
            page.get_by_role("switch", name="Use where and when").uncheck()


def test_where_and_when_said_later_give_the_answer_again(page: Page) -> None:
    identify(page, LORIKEET)
    expect(page.locator(".where > summary")).to_have_text(re.compile("Add where and when"))
    say_where(page, "NT", "6")
    page.get_by_role("button", name="Answer again").click()
    expect(page.locator(".weighed").first).to_be_attached()
    expect_the_answer(page)
    expect(page.locator(".where-line")).to_have_text("Northern Territory, June")


@pytest.mark.parametrize("is_reloaded", [False, True])
def test_look_only_here_answers_for_a_part_of_the_photo(page: Page, is_reloaded: bool) -> None:
    identify(page, LORIKEET)
    if is_reloaded:
        page.reload()
    shape = "image => [image.naturalWidth, image.naturalHeight]"
    whole = page.locator(".shot").evaluate(shape)
    first = page.locator(".shot").get_attribute("src")
    for part in (0.7, 0.49):
        page.get_by_role("button", name="Look only here").click()
        expect(page.locator(".box")).to_be_focused()
        before = page.locator(".shot").get_attribute("src")
        page.get_by_role("button", name="Look only here").click()
        expect(page.locator(".shot")).not_to_have_attribute("src", str(before))
        expect_the_answer(page)
        assert page.locator(".shot").evaluate(shape) == pytest.approx(
            [part * side for side in whole], abs=3
        )
    page.go_back()
    page.go_back()
    expect(page.locator(".shot")).to_have_attribute("src", str(first))


def test_what_is_none_of_the_list_is_short_and_gets_a_name(page: Page, painter: Painter) -> None:
    bird, name = GUIDE.slugs[-2], GUIDE.neighbours[0].common_name
    painter.open(page, answered("none", [(bird, 0.002)], 0.988))
    expect(page.locator("main")).not_to_contain_text(re.compile("Check: "))
    expect(page.get_by_role("heading", name="What would help")).to_be_visible()
    shown = page.locator("main").inner_text()
    assert GUIDE.get(bird).common_name not in shown
    page.get_by_label("Do you know its name?").fill(name.upper())
    page.get_by_role("button", name="Keep in My birds").click()
    expect(page.get_by_text(f"{name}: kept in My birds.")).to_be_visible()
    page.goto("/my-birds/")
    expect(page.locator(".sightings .name")).to_have_text(name)
    expect(page.locator(".count")).to_have_text("0")
    _, text = download(page, "Export as CSV")
    assert text.splitlines()[1].startswith("other,") and name in text


@pytest.mark.parametrize(
    ("typed", "species"),
    [
        ("magpie lark", "magpie-lark"),
        ("PEEWEE", "magpie-lark"),
        ("sulphur crested cockatoo", "sulphur-crested-cockatoo"),
        ("Dodo", "other"),
    ],
)
def test_a_bird_is_known_by_any_of_its_names(
    page: Page, painter: Painter, typed: str, species: str
) -> None:
    painter.open(page, answered("none", [(GUIDE.slugs[-2], 0.002)], 0.988))
    page.get_by_label("Do you know its name?").fill(typed)
    page.get_by_role("button", name="Keep in My birds").click()
    expect(page.get_by_text("kept in My birds")).to_be_visible()
    (kept,) = page.evaluate("JSON.parse(localStorage['birds.seen'])")
    assert kept["species"] == species
    assert kept["name"] == ("Dodo" if species == "other" else "")


def test_the_bird_beside_the_list_is_kept_by_its_name(page: Page, painter: Painter) -> None:
    bird = next(bird for bird in GUIDE.neighbours if bird.about)
    found = answered("none", [(GUIDE.slugs[0], 0.01)], 0.9, Score(bird.slug, 0.8))
    painter.open(page, found)
    expect(page.get_by_text("Not on our list, but it may be")).to_be_visible()
    page.get_by_role("button", name=f"Keep in My birds as {bird.common_name}").click()
    expect(page.get_by_text(f"{bird.common_name}: kept in My birds.")).to_be_visible()


def test_three_photos_give_a_csv_that_takes_a_correction(page: Page) -> None:
    identify(page, *THREE)
    expect(page.locator(".results > li")).to_have_count(3)
    second = page.locator(".results > li").nth(1)
    second.locator(".more-of-it > summary").click()
    second.locator(".heat > summary").click()
    expect(second.locator(".heatmap:visible")).to_have_count(1)
    second.locator(".keep summary").click()
    second.get_by_role("button", name="None of these").click()
    second.get_by_label("Type any name").fill("noisy miner")
    second.get_by_role("button", name="Keep under this name").click()
    expect(second.get_by_text("Noisy Miner: kept in My birds")).to_be_visible()
    name, text = download(page, "Download as CSV")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert name == "birds.csv"
    assert [row["photo"] for row in rows] == [photo.name for photo in THREE]
    assert [row["correction"] for row in rows] == ["", "noisy-miner", ""]
    assert sum(float(rows[2][label]) for label in [*GUIDE.slugs, "none"]) == pytest.approx(1)


def test_what_an_answer_can_do_may_not_arrive(page: Page, troubles: list[str]) -> None:
    page.context.route("**/js/result.js", lambda route: route.abort())
    identify(page, LORIKEET)
    expect(page.get_by_text("A part of this page has not arrived")).to_be_visible()
    assert {words.endswith("net::ERR_FAILED") for words in troubles} == {True}
    troubles.clear()
    page.context.unroute("**/js/result.js")
    page.reload()
    page.get_by_role("button", name="Keep in My birds").click()
    expect(page.get_by_text("kept in My birds")).to_be_visible()
