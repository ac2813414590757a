"""For everybody: axe-core finds nothing, the keyboard is enough, all fits and can be hit."""

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SMALL
from tests.browser.photos import LORIKEET, THREE
from tests.browser.steps import expect_the_answer, identify

pytestmark = pytest.mark.shipped_birds

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe-4.14.1.min.js").read_text("utf-8")
PAGES = [
    "/",
    "/species/",
    "/species/eastern-koel",
    "/species/galah/or/crested-pigeon",
    "/my-birds/",
    "/about/",
    "/api/",
    "/nowhere",
]
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "button, select, summary, nav a, .brand, .way label, .import, a.more, [role=button]")]
  .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
  .map((element) => element.outerHTML.slice(0, 120))"""


def violations(page: Page) -> list[str]:
    """In the light and in the dark."""
    page.evaluate(AXE)
    return [
        f"{theme}, {rule['id']}: {node['html']}"
        for theme in ("light", "dark")
        for rule in axe(page, theme)
        for node in rule["nodes"]
    ]


def axe(page: Page, theme: Literal["light", "dark"]) -> list[dict[str, Any]]:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    found: list[dict[str, Any]] = page.evaluate("axe.run()")["violations"]
    return found


@pytest.mark.parametrize("size", [PHONE, DESKTOP, SMALL], ids=["phone", "desktop", "small"])
def test_axe_finds_nothing(chromium: Browser, site: str, size: dict[str, Any]) -> None:
    with chromium.new_context(base_url=site, reduced_motion="reduce", **size) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(path)
            assert violations(page) == [], path
        identify(page, LORIKEET, state="TAS", month="6")
        assert violations(page) == []
        for summary in page.locator("summary:visible").all():
            summary.click()
        assert violations(page) == []
        page.get_by_role("button", name="Look only here").click()
        expect(page.locator(".box")).to_be_focused()
        assert violations(page) == []
        page.get_by_role("button", name="Cancel").click()
        page.get_by_role("button", name="Keep in My birds").click()
        assert violations(page) == []
        page.goto("/my-birds/")
        assert violations(page) == []
        identify(page, *THREE)
        assert violations(page) == []
        page.goto("/")
        page.route("**/", lambda route: None)
        page.set_input_files("#photo", LORIKEET)
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_is_too_wide_or_too_small(chromium: Browser, site: str, width: int) -> None:
    with chromium.new_context(
        base_url=site, viewport={"width": width, "height": 800}, has_touch=True
    ) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(path)
            assert_it_fits(page, width)
        identify(page, LORIKEET, state="TAS", month="6")
        assert_it_fits(page, width)
        identify(page, *THREE)
        assert_it_fits(page, width)


@pytest.mark.parametrize("width", [320, 390])
def test_one_long_word_breaks(chromium: Browser, site: str, tmp_path: Path, width: int) -> None:
    named = tmp_path / f"{'x' * 200}.png"
    named.write_bytes(LORIKEET.read_bytes())
    with chromium.new_context(
        base_url=site, viewport={"width": width, "height": 800}, has_touch=True
    ) as context:
        page = context.new_page()
        identify(page, named, THREE[1])
        assert_it_fits(page, width)
        identify(page, LORIKEET)
        page.locator(".keep summary").click()
        page.get_by_label("Type any name").fill("y" * 80)
        page.get_by_role("button", name="Keep under this name").click()
        expect(page.get_by_text("kept in My birds")).to_be_visible()
        assert_it_fits(page, width)
        named.write_bytes(b"no photo")
        page.goto("/")
        page.set_input_files("#photo", named)
        expect(page.get_by_text("this browser cannot show it")).to_be_visible()
        assert_it_fits(page, width)


def assert_it_fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    assert page.evaluate(SMALL_TARGETS) == [], page.url


def test_the_keyboard_alone_does_the_main_job(page: Page) -> None:
    # Somebody listening from the start keeps Chromium from opening a real dialogue.
    page.on("filechooser", lambda _: None)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".where > summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#photo")).to_be_focused()
    outline = page.locator("#photo + label").evaluate(
        "label => getComputedStyle(label).outlineStyle"
    )
    assert outline == "solid"
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(LORIKEET)
    expect_the_answer(page)
    tab_to(page, ".heat > summary")
    page.keyboard.press("Space")
    expect(page.locator(".layers .heatmap:visible")).to_have_count(1)
    tab_to(page, ".look-here")
    page.keyboard.press("Enter")
    expect(page.locator(".box")).to_be_focused()
    page.keyboard.press("ArrowRight")
    tab_to(page, ".look-here")
    before = page.locator(".shot").get_attribute("src")
    page.keyboard.press("Enter")
    expect(page.locator(".shot")).not_to_have_attribute("src", str(before))
    expect_the_answer(page)
    tab_to(page, ".keep .main button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("kept in My birds")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"The Tab key does not lead to {selector}.")
