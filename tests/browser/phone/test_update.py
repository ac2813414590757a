"""A new version, on the pages on which somebody asks which bird it is."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Request, Response, Route, expect

from tests.browser.conftest import OwnSite
from tests.browser.engine.steps import identify
from tests.browser.phone.test_answer_here import HERE, SITE, choose
from tests.browser.phone.test_keep import keep, status
from tests.browser.photos import LORIKEET
from tests.conftest import GUIDE

IS_HERE = "The new version is here."
SLUG, NAME = "rainbow-lorikeet", "Rainbow Lorikeet"
UPDATE = """async () => {
  const { updateInBackground } = await import("/static/js/phone/update.js");
  await updateInBackground();
}"""
WORKERS = """async () => {
  const { active, waiting, installing } = await navigator.serviceWorker.getRegistration();
  return [active, waiting, installing].map((worker) => worker?.state ?? null);
}"""


ANOTHER_NAME = "Bird of Another Version"


def another_model(own_site: OwnSite, folder: Path, factor: float = 2) -> None:
    """The site comes back with birds of another model, and another name for the lorikeet."""
    own_site.stop()
    shutil.copytree(GUIDE.folder, folder)
    change(
        folder / "birds.json", lambda birds: birds.update(temperature=birds["temperature"] * factor)
    )
    change(folder / "species.json", rename)
    own_site.start(BIRDAPP_MODELS=str(folder))


def change(file: Path, how: Callable[[dict[str, Any]], None]) -> None:
    told = json.loads(file.read_text(encoding="utf-8"))
    how(told)
    file.write_text(json.dumps(told), encoding="utf-8")


def rename(told: dict[str, Any]) -> None:
    for bird in told["species"]:
        if bird["slug"] == SLUG:
            bird["common_name"] = ANOTHER_NAME


def never_send(page: Page) -> None:
    page.get_by_role("switch", name="Never send my photos").check()


def answer(page: Page) -> str:
    """To the lorikeet's photo, by the device."""
    before = page.evaluate("history.length")
    choose(page, LORIKEET)
    page.wait_for_function("(before) => history.length > before", arg=before)
    expect(page.locator(".by:visible")).to_have_text(HERE)
    return page.locator("h1:visible").inner_text()


def kept_versions(page: Page) -> list[str]:
    names: list[str] = page.evaluate("caches.keys()")
    return [name for name in names if name.startswith("site-")]


def test_pages_and_engine_change_together_and_the_next_photo_has_both(
    phone: Page, own_site: OwnSite, tmp_path: Path
) -> None:
    keep(phone)
    never_send(phone)
    before = kept_versions(phone)
    phone.goto("/")
    assert NAME in answer(phone)
    another_model(own_site, tmp_path / "birds")
    # As a page does when it is opened; this one stays, and the engine's worker in it.
    phone.evaluate(UPDATE)
    expect(phone.locator(".news:visible")).to_contain_text(IS_HERE)
    assert NAME in phone.locator("h1:visible").inner_text(), "an open answer is not disturbed"
    assert ANOTHER_NAME in answer(phone)
    assert phone.evaluate(WORKERS) == ["activated", None, None]
    after = kept_versions(phone)
    assert len(after) == 1
    assert after != before
    own_site.stop()
    phone.goto(f"/species/{SLUG}")
    expect(phone.locator("h1")).to_have_text(ANOTHER_NAME)
    phone.goto("/")
    assert ANOTHER_NAME in answer(phone)


def test_where_it_does_not_come_as_a_whole_the_old_one_stays_as_a_whole(
    phone: Page, own_site: OwnSite, tmp_path: Path
) -> None:
    keep(phone)
    never_send(phone)
    before = kept_versions(phone)
    another_model(own_site, tmp_path / "birds")
    phone.context.route("**/about/", lambda route: route.fulfill(status=503))
    with phone.expect_response("**/about/"):
        phone.goto("/")
    assert ANOTHER_NAME in answer(phone), "the site's own page has the site's engine"
    phone.context.unroute("**/about/")
    own_site.stop()
    phone.goto(f"/species/{SLUG}")
    expect(phone.locator("h1")).to_have_text(NAME)
    phone.goto("/")
    assert NAME in answer(phone)
    own_site.start(BIRDAPP_MODELS=str(tmp_path / "birds"))
    phone.goto("/")
    expect(phone.locator(".news")).to_contain_text(IS_HERE)
    assert len(kept_versions(phone)) == 1
    assert kept_versions(phone) != before


def test_who_deletes_it_while_it_is_looked_for_has_it_deleted(
    phone: Page, own_site: OwnSite, tmp_path: Path
) -> None:
    keep(phone)
    another_model(own_site, tmp_path / "birds")
    waiting: list[Route] = []
    phone.context.route("**/files.json", lambda route: waiting.append(route))
    with phone.expect_request("**/files.json"):
        phone.goto("/phone/")
    phone.get_by_role("button", name="Delete it").click()
    expect(status(phone)).to_contain_text("Removed.")
    asked: list[Request] = []
    phone.on("request", lambda request: asked.append(request))
    for route in waiting:
        with phone.expect_response("**/files.json"):
            route.continue_()
    phone.wait_for_timeout(500)
    expect(status(phone)).to_contain_text("Removed.")
    assert asked == []
    assert phone.evaluate("caches.keys()") == []


def test_the_start_page_fetches_another_model(
    phone: Page, own_site: OwnSite, tmp_path: Path
) -> None:
    keep(phone)
    before = identify(phone, LORIKEET.read_bytes())
    another_model(own_site, tmp_path / "birds")
    asked: list[Request] = []
    phone.on("request", lambda request: asked.append(request))
    phone.goto("/")
    expect(phone.locator(".news")).to_contain_text(IS_HERE, timeout=60_000)
    assert [request for request in asked if request.url.endswith((".onnx", ".packed"))] == []
    own_site.stop()
    choose(phone, LORIKEET)
    expect(phone.locator(".by:visible")).to_have_text(HERE)
    expect(phone.locator(".news")).to_contain_text(IS_HERE)
    phone.reload()
    expect(phone.locator(".by:visible")).to_have_text(HERE)
    after = identify(phone, LORIKEET.read_bytes())
    assert after["species"][0]["probability"] < before["species"][0]["probability"]


def test_an_answer_that_is_opened_again_fetches_it_too(
    phone: Page, own_site: OwnSite, tmp_path: Path
) -> None:
    keep(phone)
    phone.goto("/")
    choose(phone, LORIKEET)
    expect(phone.locator(".why")).to_contain_text(SITE)
    another_model(own_site, tmp_path / "birds")
    phone.reload()
    expect(phone.locator(".why")).to_contain_text(SITE)
    expect(phone.locator(".news")).to_contain_text(IS_HERE, timeout=60_000)


def test_what_finds_no_room_is_tried_again_at_the_next_visit(
    phone: Page, own_site: OwnSite, tmp_path: Path
) -> None:
    keep(phone)
    another_model(own_site, tmp_path / "birds")
    session = phone.context.new_cdp_session(phone)
    session.send("Storage.overrideQuotaForOrigin", {"origin": own_site.url, "quotaSize": 1_000})
    lists: list[Response] = []
    phone.on("response", lambda answer: "files.json" in answer.url and lists.append(answer))
    phone.goto("/")
    # Once to see that there is a new version, once to fetch it: by then the line has said so.
    while len(lists) < 2:
        phone.wait_for_event("response")
    expect(phone.locator(".news")).to_be_hidden()
    expect(phone.locator(".news")).to_be_attached()
    session.send("Storage.overrideQuotaForOrigin", {"origin": own_site.url})
    phone.goto("/")
    expect(phone.locator(".news")).to_contain_text(IS_HERE, timeout=60_000)


def test_where_nothing_is_new_nothing_is_said(phone: Page) -> None:
    keep(phone)
    with phone.expect_response("**/engine/files.json"):
        phone.goto("/", wait_until="networkidle")
    expect(phone.locator(".news")).to_be_hidden()
