"""What somebody does on the pages, in words."""

from pathlib import Path

from playwright.sync_api import Page, expect


def identify(page: Page, *photos: Path, state: str = "", month: str = "") -> None:
    """Send photos from the start page and wait for the answer."""
    page.goto("/")
    page.get_by_label("State or territory").select_option(state)
    page.get_by_label("Month").select_option(month)
    page.set_input_files("#photo", photos)
    send(page)
    expect(page.locator("h1:visible")).to_be_focused()


def send(page: Page) -> None:
    page.get_by_role("button", name="Identify the bird").click()


def download(page: Page, name: str) -> tuple[str, str]:
    """Click a link or button that saves a file; its name and text."""
    with page.expect_download() as started:
        page.locator(f"text={name} >> visible=true").click()
    saved = started.value
    return saved.suggested_filename, saved.path().read_text(encoding="utf-8-sig")


def this_month(page: Page) -> str:
    """The number of the month, as the browser's clock tells it."""
    return str(page.evaluate("new Date().getMonth() + 1"))
