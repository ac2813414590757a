"""The site on a phone: kept, opened and answering with the server stopped; and what goes wrong."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from birdapp.guide.media.gallery import FOLDER
from tests.browser.conftest import PHONE, OwnSite
from tests.browser.engine.steps import identify
from tests.browser.photos import LORIKEET
from tests.conftest import GUIDE
from tests.galleries import row, write_gallery

KEEP = re.compile("^(Keep on this phone|Continue)")
KEPT = "Kept. This site now opens and answers without a network."


def keep(page: Page) -> None:
    page.goto("/phone/")
    page.get_by_role("button", name=KEEP).click()
    expect(status(page)).to_have_text(KEPT, timeout=60_000)


def status(page: Page) -> Any:
    return page.locator(".phone .status")


def pieces(asked: list[Request]) -> list[str]:
    return [request.headers["range"] for request in asked if "range" in request.headers]


def test_kept_it_opens_and_answers_without_a_server(phone: Page, own_site: OwnSite) -> None:
    keep(phone)
    here = identify(phone, LORIKEET.read_bytes())
    own_site.stop()
    first = GUIDE.species[0]
    pages = {
        "/": "Which bird is it?",
        "/species/": "Field guide",
        "/species/?q=nothing": "Field guide",
        f"/species/{first.slug}": first.common_name,
        "/my-birds/": "My birds",
        "/phone/": "On your phone",
    }
    for path, heading in pages.items():
        phone.goto(path)
        expect(phone.locator("h1")).to_contain_text(heading)
        assert phone.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length)")
        assert phone.evaluate(
            "[...document.images].every((image) => image.loading === 'lazy' || image.naturalWidth)"
        )
    phone.reload()
    expect(status(phone)).to_have_text("This site is kept on this device.")
    without = identify(phone, LORIKEET.read_bytes())
    assert without == here
    assert without["engine"] == "browser"


def test_photos_of_the_birds_are_kept_with_their_authors(chromium: Browser, tmp_path: Path) -> None:
    birds, slug = tmp_path / "birds", GUIDE.slugs[0]
    shutil.copytree(GUIDE.folder, birds, ignore=shutil.ignore_patterns("*.pkl", FOLDER))
    rows = [row(slug, number) for number in range(3)]
    gallery = write_gallery(birds, rows)
    with (gallery / rows[0]["file"]).open("ab") as picture:
        picture.write(bytes(2_000_000))
    site = OwnSite(tmp_path)
    site.start(BIRDAPP_MODELS=str(birds))
    with chromium.new_context(base_url=site.url, **PHONE) as context:
        phone = context.new_page()
        phone.goto("/phone/")
        listed = phone.evaluate("fetch('/engine/files.json').then((list) => list.json())")
        megabytes = round(listed["bytes"] / 1e6)
        assert listed["bytes"] > 12_000_000
        expect(phone.get_by_role("button", name=f"({megabytes} MB)")).to_be_visible()
        expect(phone.get_by_text("all pages of the field guide with their photos")).to_be_visible()
        keep(phone)
        site.stop()
        phone.goto(f"/species/{slug}")
        drawn = "image => image.decode().then(() => image.naturalWidth)"
        assert [photo.evaluate(drawn) for photo in phone.locator(".strip img").all()] == [60] * 3
        phone.get_by_role("link", name="Who took these photos").click()
        expect(phone.get_by_text("Photographer 2, some rights reserved")).to_be_visible()


def test_what_is_not_kept_says_so(phone: Page, own_site: OwnSite) -> None:
    keep(phone)
    own_site.stop()
    phone.goto("/api/")
    expect(phone.locator("h1")).to_have_text("This page is not kept on this device")


def test_a_first_visit_keeps_and_registers_nothing(phone: Page) -> None:
    for path in ("/", "/species/", "/phone/"):
        phone.goto(path, wait_until="networkidle")
    assert phone.evaluate("caches.keys()") == []
    assert (
        phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


def test_a_broken_download_goes_on_where_it_was(phone: Page) -> None:
    asked: list[Request] = []
    phone.goto("/phone/")
    phone.context.route("**/*.onnx", lambda route: cut_off(route, asked))
    phone.get_by_role("button", name=KEEP).click()
    expect(status(phone)).to_contain_text("The connection was lost", timeout=60_000)
    assert len(asked) == 4
    phone.context.unroute("**/*.onnx")
    phone.reload()
    expect(status(phone)).to_contain_text("A part of the site has arrived.")
    again: list[Request] = []
    phone.on("request", lambda request: again.append(request))
    phone.get_by_role("button", name="Continue").click()
    expect(status(phone)).to_have_text(KEPT, timeout=60_000)
    weights = [request for request in again if request.url.endswith(".onnx")]
    assert not {*pieces(weights)} & {*pieces(asked[:3])}
    assert pieces(weights)


def cut_off(route: Route, asked: list[Request]) -> None:
    """Three pieces arrive, then the connection is gone."""
    asked.append(route.request)
    if len(asked) > 3:
        route.abort()
    else:
        route.continue_()


@pytest.mark.parametrize("times", [1, 2])
def test_a_wrong_digest_is_refused_and_fetched_again(phone: Page, times: int) -> None:
    harmed: list[str] = []

    def harm(route: Route) -> None:
        response = route.fetch()
        body = bytearray(response.body())
        if route.request.headers.get("range", "").startswith("bytes=0-") and len(harmed) < times:
            body[1000] ^= 1
            harmed.append(route.request.url)
        route.fulfill(response=response, body=bytes(body))

    phone.goto("/phone/")
    phone.context.route("**/*.onnx", harm)
    phone.get_by_role("button", name=KEEP).click()
    if times == 1:
        expect(status(phone)).to_have_text(KEPT, timeout=60_000)
    else:
        expect(status(phone)).to_contain_text("download was damaged twice", timeout=60_000)
        assert not phone.evaluate(
            "caches.match(location.origin + '/engine/files.json').then(Boolean)"
        )
        phone.get_by_role("button", name=KEEP).click()
        expect(status(phone)).to_have_text(KEPT, timeout=60_000)
    assert len(harmed) == times


def test_what_the_browser_threw_away_is_said(phone: Page, own_site: OwnSite) -> None:
    keep(phone)
    session = phone.context.new_cdp_session(phone)
    thrown = {"origin": own_site.url, "storageTypes": "cache_storage"}
    session.send("Storage.clearDataForOrigin", thrown)
    phone.reload()
    expect(status(phone)).to_contain_text("deleted what was kept")
    expect(phone.get_by_role("button", name=KEEP)).to_be_visible()


def test_another_model_is_fetched_while_the_page_is_open(
    phone: Page, own_site: OwnSite, tmp_path: Path
) -> None:
    keep(phone)
    before = identify(phone, LORIKEET.read_bytes())
    own_site.stop()
    folder = tmp_path / "birds"
    shutil.copytree(GUIDE.folder, folder)
    manifest = json.loads((folder / "birds.json").read_text(encoding="utf-8"))
    manifest["temperature"] *= 2
    (folder / "birds.json").write_text(json.dumps(manifest), encoding="utf-8")
    own_site.start(BIRDAPP_MODELS=str(folder))
    asked: list[Request] = []
    phone.on("request", lambda request: asked.append(request))
    phone.reload()
    expect(status(phone)).to_contain_text("The new version is here", timeout=60_000)
    assert [request for request in asked if request.url.endswith((".onnx", ".packed"))] == []
    own_site.stop()
    phone.reload()
    after = identify(phone, LORIKEET.read_bytes())
    assert after["species"][0]["probability"] < before["species"][0]["probability"]


def test_all_can_be_forgotten(phone: Page) -> None:
    keep(phone)
    phone.get_by_role("button", name="Delete it").click()
    expect(status(phone)).to_have_text("Removed. This device no longer keeps the site.")
    assert phone.evaluate("caches.keys()") == []
    assert (
        phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
