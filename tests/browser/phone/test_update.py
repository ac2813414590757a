"""A new version, on the pages on which somebody asks which bird it is."""

import json
import shutil
from pathlib import Path

from playwright.sync_api import Page, Request, Response, expect

from tests.browser.conftest import OwnSite
from tests.browser.engine.steps import identify
from tests.browser.phone.test_answer_here import HERE, SITE, choose
from tests.browser.phone.test_keep import keep
from tests.browser.photos import LORIKEET
from tests.conftest import GUIDE

IS_HERE = "The new version is here."


def another_model(own_site: OwnSite, folder: Path, factor: float = 2) -> None:
    """The site comes back with birds of another model."""
    own_site.stop()
    shutil.copytree(GUIDE.folder, folder)
    manifest = json.loads((folder / "birds.json").read_text(encoding="utf-8"))
    manifest["temperature"] *= factor
    (folder / "birds.json").write_text(json.dumps(manifest), encoding="utf-8")
    own_site.start(BIRDAPP_MODELS=str(folder))


def test_the_start_page_fetches_another_model(
    phone: Page, own_site: OwnSite, tmp_path: Path
) -> None:
    keep(phone)
    before = identify(phone, LORIKEET.read_bytes())
    another_model(own_site, tmp_path / "birds")
    asked: list[Request] = []
    phone.on("request", lambda request: asked.append(request))
    phone.goto("/")
    expect(phone.locator(".news")).to_contain_text(IS_HERE, timeout=20_000)
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
    expect(phone.locator(".news")).to_contain_text(IS_HERE, timeout=20_000)


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
    expect(phone.locator(".news")).to_contain_text(IS_HERE, timeout=20_000)


def test_where_nothing_is_new_nothing_is_said(phone: Page) -> None:
    keep(phone)
    with phone.expect_response("**/engine/files.json"):
        phone.goto("/", wait_until="networkidle")
    expect(phone.locator(".news")).to_be_hidden()
