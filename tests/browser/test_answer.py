"""The answer: why, what else it could be, where and when, several photos."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.photos import LORIKEET, THREE, lorikeet_on_sky
from tests.browser.steps import download, identify, this_month
from tests.conftest import GUIDE

pytestmark = pytest.mark.shipped_birds


def test_the_heatmap_of_two_birds(page: Page) -> None:
    identify(page, LORIKEET)
    shown = page.locator(".layers .heatmap:visible")
    expect(shown).to_have_count(0)
    page.get_by_role("switch", name="Show what spoke for the").check()
    expect(shown).to_have_attribute("data-slug", "rainbow-lorikeet")
    page.get_by_label("Bird whose heatmap is shown").select_option("galah")
    expect(shown).to_have_attribute("data-slug", "galah")
    expect(page.get_by_text("Lit is what spoke for the Galah.")).to_be_visible()
    photo, heatmap = page.locator(".shot:visible").bounding_box(), shown.bounding_box()
    assert photo and heatmap
    assert photo == pytest.approx(heatmap)
    page.get_by_role("switch", name="Show what spoke for the").uncheck()
    expect(shown).to_have_count(0)


def test_the_frame_is_where_the_api_says_that_we_looked(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "sky.png"
    lorikeet_on_sky().save(file)
    told = page.request.post("/api/v1/identify", multipart={"photo": file}).json()["looked_at"]
    identify(page, file)
    expect(page.get_by_text("Framed: the part we looked at more closely.")).to_be_visible()
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
    rivals = page.get_by_role("region", name="Easily confused with")
    rivals.get_by_role("link", name="Side by side").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rainbow Lorikeet or")
    expect(page.locator(".pair > section")).to_have_count(2)


def test_state_and_month_change_the_order_and_say_so(page: Page) -> None:
    identify(page, LORIKEET, state="NT", month="6")
    names = page.locator(".ranking:visible li .name a")
    expect(page.get_by_text("does not live in NT").first).to_be_visible()
    expect(page.get_by_text("photo alone").first).to_be_visible()
    weighed = names.all_text_contents()
    page.get_by_role("switch", name="Weigh in where and when").uncheck()
    alone = names.all_text_contents()
    assert alone != weighed
    assert sorted(page.locator(".alone .ranking li .name a").all_text_contents()) == sorted(
        page.locator(".weighed .ranking li .name a").all_text_contents()
    )
    page.goto("/")
    expect(page.get_by_label("State or territory")).to_have_value("NT")
    expect(page.get_by_label("Month")).to_have_value(this_month(page))


def test_three_photos_give_a_csv_that_takes_a_correction(page: Page) -> None:
    identify(page, *THREE)
    expect(page.locator(".results > li")).to_have_count(3)
    second = page.locator(".results > li").nth(1)
    second.get_by_text("Why, and what else it could be").click()
    second.get_by_role("switch", name="Show what spoke for the").check()
    expect(second.locator(".heatmap:visible")).to_have_count(1)
    second.get_by_role("button", name="None of these").click()
    second.get_by_text("Another bird").click()
    second.get_by_role("button", name="Noisy Miner").click()
    name, text = download(page, "Download as CSV")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert name == "birds.csv"
    assert [row["photo"] for row in rows] == [photo.name for photo in THREE]
    assert [row["correction"] for row in rows] == ["", "noisy-miner", ""]
    assert sum(float(rows[2][label]) for label in [*GUIDE.slugs, "none"]) == pytest.approx(1)
