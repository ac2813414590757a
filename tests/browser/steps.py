"""What somebody does on the pages, in words."""

from pathlib import Path

from playwright.sync_api import Page, expect


def identify(page: Page, *photos: Path, state: str = "", month: str = "") -> None:
    """Send photos from the start page and wait for the answer."""
    page.goto("/")
    say_where(page, state, month)
    page.set_input_files("#photo", photos)
    expect_the_answer(page)


def say_where(page: Page, state: str, month: str) -> None:
    """Open the line that says where and when, and say it."""
    page.locator(".where > summary").click()
    page.get_by_label("State or territory").select_option(state)
    page.get_by_label("Month").select_option(month)


def send_again(page: Page) -> None:
    """What was not answered is sent once more, by the button that stands there then."""
    page.get_by_role("button", name="Identify the bird").click()


def expect_the_answer(page: Page) -> None:
    """The verdict is there, and read out: it has the focus."""
    expect(page.locator(".answer, .results").first).to_be_attached()
    expect(page.locator("h1:visible")).to_be_focused()


def open_heat(page: Page) -> None:
    """Tap what lights the photo up."""
    page.locator(".heat > summary >> visible=true").first.click()


def download(page: Page, name: str) -> tuple[str, str]:
    """Click a link or button that saves a file; its name and text."""
    with page.expect_download() as started:
        page.locator(f"text={name} >> visible=true").click()
    saved = started.value
    return saved.suggested_filename, saved.path().read_text(encoding="utf-8-sig")


def this_month(page: Page) -> str:
    """The number of the month, as the browser's clock tells it."""
    return str(page.evaluate("new Date().getMonth() + 1"))
