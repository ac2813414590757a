"""Photos on their way into the page and out of it again."""

from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.steps import expect_the_answer
from tests.conftest import GUIDE

GIVE = """(target, {kind, data, text = ""}) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "bird.png", {type: "image/png"}));
  if (text) files.items.add(text, "text/plain");
  const given = {dataTransfer: files, clipboardData: files, bubbles: true, cancelable: true};
  const event = kind === "paste" ? new ClipboardEvent(kind, given) : new DragEvent(kind, given);
  target.dispatchEvent(event);
}"""
"""Playwright lets no test drag a file in from outside, nor paste one."""

KEEP_WHAT_IS_SENT = """() => {
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (data) {
    window.sentPhoto = data.get("photo");
    send.call(this, data);
  };
}"""
READ_WHAT_WAS_SENT = "async () => [...new Uint8Array(await window.sentPhoto.arrayBuffer())]"
"""Chromium's debugger does not show the files in a form."""


def photo_sent(page: Page, photo: Path | FilePayload) -> bytes:
    """Choose a photo on the start page; the photo as it left the browser."""
    page.goto("/")
    page.evaluate(KEEP_WHAT_IS_SENT)
    page.set_input_files("#photo", photo)
    expect_the_answer(page)
    return sent(page)


def sent(page: Page) -> bytes:
    return bytes(page.evaluate(READ_WHAT_WAS_SENT))


def expect_all_of_the_answer(page: Page) -> None:
    expect_the_answer(page)
    expect(page.locator("meter")).to_have_count(len(GUIDE.slugs))
    expect(page.locator(".shot:visible")).to_be_visible()


def drop(page: Page, *paths: Path) -> None:
    """As from the system's file manager, over Chromium's own protocol."""
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 100, "y": 300, "data": data})
