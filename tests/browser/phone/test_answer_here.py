"""Answers of the phone's own, on the page: without a network, and where photos are never sent."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import OwnSite
from tests.browser.phone.test_keep import keep
from tests.browser.photos import LORIKEET
from tests.conftest import GUIDE, PHOTOS

HERE = "Answered on this device; no photo was sent."
SENT = "Answered on this device. Before that, the photo was sent to the site."
THERE = "Answered by the site"
SITE, DEVICE = "The site answered", "This device answered"
STAMPS = sorted(PHOTOS.glob("*.png"))


def choose(page: Page, *photos: Path) -> None:
    page.locator("#photo").set_input_files(photos)


def verdict(page: Page) -> str:
    heading = page.locator("h1:visible")
    expect(page.locator(".by:visible").first).to_be_visible()
    return heading.inner_text()


def never_send(page: Page) -> None:
    """The switch shows as on once that holds."""
    switch = page.get_by_label("Never send my photos")
    switch.click()
    expect(switch).to_be_checked()


def sent(page: Page) -> list[Request]:
    """What leaves the phone from now on: requests that do more than ask for something."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        if request.method != "GET" or request.post_data_buffer:
            asked.append(request)

    page.on("request", note)
    return asked


def test_without_a_server_the_phone_answers_as_the_site_did(phone: Page, own_site: OwnSite) -> None:
    keep(phone)
    phone.goto("/")
    choose(phone, LORIKEET)
    expect(phone.locator(".why")).to_contain_text(SITE)
    there = phone.locator("main").inner_text()
    own_site.stop()
    phone.goto("/")
    choose(phone, LORIKEET)
    expect(phone.locator(".by:visible")).to_have_text(HERE)
    here = phone.locator("main").inner_text()
    expect(phone.locator(".why")).to_contain_text(DEVICE)
    said = without_figures(here).replace(HERE, "").replace("Answered on this device", THERE)
    assert said.split() == without_figures(there).split()
    phone.locator(".heat summary").click()
    expect(phone.locator(".heatmap").first).to_be_visible()
    assert phone.locator(".shot").evaluate("(shot) => shot.naturalWidth") > 0
    phone.reload()
    expect(phone.locator(".by:visible")).to_have_text(HERE)
    phone.get_by_role("button", name="Keep in My birds").click()
    phone.goto("/my-birds/")
    expect(phone.locator(".sightings li")).to_have_count(1)
    phone.go_back()
    expect(phone.locator(".by:visible")).to_have_text(HERE)


def without_figures(text: str) -> str:
    """Where photos are drawn by other means, the last digit may differ."""
    return re.sub(r"\d+%", "%", text)


def test_several_photos_in_a_row_and_a_part_of_one(phone: Page, own_site: OwnSite) -> None:
    keep(phone)
    own_site.stop()
    phone.goto("/")
    choose(phone, *STAMPS, LORIKEET, LORIKEET)
    expect(phone.locator("h1")).to_have_text(f"{len(STAMPS) + 2} photos")
    expect(phone.locator(".by")).to_have_text(HERE)
    expect(phone.locator(".results .result")).to_have_count(len(STAMPS) + 2)
    choose(phone, LORIKEET)
    expect(phone.locator(".by:visible")).to_have_text(HERE)
    expect(phone.locator(".shot")).to_have_count(1)
    phone.get_by_role("button", name="Look only here").click()
    phone.get_by_role("button", name="Look only here").click()
    expect(phone.locator(".crop-help")).to_be_empty()
    assert verdict(phone)


def test_photos_that_are_never_sent_are_not(phone: Page) -> None:
    phone.goto("/phone/")
    never_send(phone)
    phone.goto("/")
    asked = sent(phone)
    choose(phone, LORIKEET)
    expect(phone.locator(".by:visible")).to_have_text(HERE)
    choose(phone, *STAMPS)
    expect(phone.locator("h1")).to_have_text(f"{len(STAMPS)} photos")
    assert asked == []


def test_a_site_that_is_limited_busy_or_broken_leaves_it_to_the_phone(phone: Page) -> None:
    keep(phone)
    status = 0

    def refuse(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        words = '<main><p role="alert">Not now.</p></main>'
        route.fulfill(status=status, body=words, content_type="text/html")

    phone.route("**/*", refuse)
    for status in (408, 429, 500, 503):
        phone.goto("/")
        choose(phone, LORIKEET)
        expect(phone.locator(".by:visible"), f"status {status}").to_have_text(SENT)
        expect(phone.locator(".why")).to_contain_text("after the photo had been sent to the site")
    choose(phone, *STAMPS)
    expect(phone.locator(".by:visible")).to_have_text(SENT.replace("photo was", "photos were"))


def test_where_nothing_is_kept_the_words_are_those_of_before(
    phone: Page, own_site: OwnSite
) -> None:
    phone.goto("/")
    own_site.stop()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    choose(phone, LORIKEET)
    expect(phone.locator(".sending .status")).to_have_text(
        "The site did not answer. Are you online? The photo is still here. Try again."
    )
    scripts = {url.rpartition("/js/")[2] for url in asked if "/js/" in url}
    assert scripts <= {"result.js"}, "nothing is fetched to find that out"


def test_where_and_when_count_here_too(phone: Page, own_site: OwnSite) -> None:
    if not GUIDE.region.places:
        pytest.skip("this list knows no places")
    keep(phone)
    own_site.stop()
    phone.goto("/")
    phone.locator("details.where summary").click()
    code = list(GUIDE.region.place_names)[-1]
    phone.locator(f"[name={GUIDE.region.places.called}]").select_option(code)
    phone.locator("[name=month]").select_option("6")
    choose(phone, LORIKEET)
    expect(phone.locator(".by:visible")).to_have_text(HERE)
    said = f"{GUIDE.region.place_names[code]}, June"
    expect(phone.locator(".where-line")).to_have_text(said)
    expect(phone.locator(".prior")).to_contain_text(said)


def test_a_photo_that_cannot_be_read_is_told_in_words(
    phone: Page, own_site: OwnSite, tmp_path: Path
) -> None:
    keep(phone)
    own_site.stop()
    phone.goto("/")
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no photo")
    choose(phone, bad)
    expect(phone.locator(".sending .status")).to_contain_text("not a photo we can read")
    choose(phone, bad, LORIKEET)
    expect(phone.locator(".results h2").first).to_contain_text("not a photo we can read")
