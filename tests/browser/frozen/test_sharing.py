"""Photos from a phone's gallery, where the host takes none."""

import json

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.frozen.conftest import RULES, Host
from tests.browser.phone.test_answer_here import HERE
from tests.browser.phone.test_keep import KEEP, KEPT, status
from tests.browser.phone.test_sharing import from_a_camera, left, share


def offered(page: Page) -> str | None:
    """Where the manifest that Chromium reads has photos sent to."""
    told = json.loads(page.context.new_cdp_session(page).send("Page.getAppManifest")["data"])
    target: str | None = told.get("share_target", {}).get("action")
    return target


@pytest.mark.parametrize("host", RULES, indirect=True)
def test_nothing_that_is_shared_goes_to_the_host(page: Page, host: Host) -> None:
    page.goto(host.url)
    assert offered(page) is None
    page.goto(f"{host.url}phone/index.html")
    page.get_by_role("button", name=KEEP).click()
    expect(status(page)).to_have_text(KEPT, timeout=60_000)
    page.goto(host.url)
    target = offered(page)
    assert target
    asked: list[Request] = []
    page.context.on("request", lambda request: asked.append(request))
    share(page, from_a_camera(), target)
    expect(page.locator(".by:visible")).to_have_text(HERE)
    assert left(asked) == []
