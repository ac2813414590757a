"""The share button: a card with verdict, photo and address, drawn in the browser."""

import io
from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.photos import LORIKEET

VERDICT = "Almost certainly a bird with a rather long name that needs two lines"
START = """async (part) => {
  document.querySelector("main").innerHTML = part;
  const { startShare } = await import("/static/js/share.js");
  startShare(document.querySelector("main"), document.querySelector("main img"));
}"""
CAN_SHARE = """
  navigator.canShare = ({ files }) => Boolean(files);
  navigator.share = async (what) => {
    window.shared = { ...what, type: what.files[0].type, size: what.files[0].size };
    if (window.refusal) throw new DOMException("", window.refusal);
  };"""
BLOCKED = """
  HTMLCanvasElement.prototype.toBlob = (done) => done(null);"""
STRIPED = """
  const read = CanvasRenderingContext2D.prototype.getImageData;
  CanvasRenderingContext2D.prototype.getImageData = function (...part) {
    const image = read.apply(this, part);
    image.data.fill(255);
    return image;
  };"""


BUTTON = '{% from "parts/share.html" import share with context %}{{ share(verdict) }}'


@pytest.fixture
def part(app: Flask) -> Iterator[str]:
    """The button beside a photo, as an answer has them."""
    with app.test_request_context():
        button = render_template_string(BUTTON, verdict=VERDICT)
    yield f'<img class="shot" src="/static/photo-of-the-test" alt="">{button}'


def put(page: Page, part: str, script: str = "") -> list[str]:
    """The button on a page of the site; the list is filled with what is asked for from then on."""
    page.route("**/photo-of-the-test", lambda route: route.fulfill(path=LORIKEET))
    if script:
        page.add_init_script(script)
    page.goto("/about/")
    page.evaluate(START, part)
    page.locator("main img").evaluate("image => image.decode()")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def test_a_browser_that_shares_no_files_saves_a_picture(page: Page, part: str) -> None:
    asked = put(page, part, "delete Navigator.prototype.canShare;")
    with page.expect_download() as started:
        page.get_by_role("button", name="Share").click()
    assert started.value.suggested_filename == "bird.jpg"
    card = Image.open(io.BytesIO(started.value.path().read_bytes()))
    assert card.width == 1080
    assert card.height > card.width * 0.75
    photo = card.crop((0, 0, 1080, 810)).convert("L")
    words = card.crop((0, 830, 1080, card.height)).convert("L")
    assert min(words.tobytes()) < 80 < 230 < max(words.tobytes())
    assert photo.getextrema()[1] - photo.getextrema()[0] > 100
    expect(page.get_by_text("Saved as a picture: bird.jpg.")).to_be_visible()
    assert [url for url in asked if not url.startswith("blob:")] == []


def test_a_browser_that_shares_files_gets_the_card(page: Page, part: str, site: str) -> None:
    put(page, part, CAN_SHARE)
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("Shared.")).to_be_visible()
    shared = page.evaluate("window.shared")
    assert shared["text"] == VERDICT
    assert shared["url"].startswith(site)
    assert (shared["type"], shared["size"] > 10_000) == ("image/jpeg", True)


@pytest.mark.parametrize(
    ("refusal", "words"),
    [("AbortError", "Not shared."), ("NotAllowedError", "Saved as a picture")],
)
def test_sharing_that_is_refused_is_no_error(
    page: Page, part: str, refusal: str, words: str
) -> None:
    put(page, part, f"{CAN_SHARE} window.refusal = '{refusal}';")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text(words)).to_be_visible()


@pytest.mark.parametrize("canvas", [BLOCKED, STRIPED], ids=["blocked", "striped"])
def test_without_a_canvas_there_is_the_text(page: Page, part: str, canvas: str, site: str) -> None:
    put(page, part, f"delete Navigator.prototype.canShare; {canvas}")
    page.get_by_role("button", name="Share").click()
    expect(page.locator(".shared")).to_contain_text(f"{VERDICT} – {site}")
