"""More photos than a visitor may send in a short time, with a real server that counts them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.photos import THREE
from tests.browser.steps import identify, send
from tests.serving import GUNICORN, LAPTOP, running

pytestmark = pytest.mark.shipped_birds


@pytest.fixture
def limited(request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page of a server with a limit of its own."""
    command, limit = request.param
    variables = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "1", "BIRDAPP_RATE_LIMIT": limit}
    with (
        running(command, tmp_path, **variables) as server,
        chromium.new_context(base_url=server.url) as context,
    ):
        yield context.new_page()


@pytest.mark.parametrize("limited", [(GUNICORN, "3 per 20 second")], indirect=True)
def test_the_choice_is_kept_and_goes_through_when_it_was_said_to(limited: Page) -> None:
    identify(limited, *THREE)
    limited.goto("/")
    limited.set_input_files("#photo", THREE)
    limited.get_by_label("State or territory").select_option("NSW")
    limited.get_by_label("Month").select_option("6")
    with limited.expect_response(lambda answer: answer.request.method == "POST") as refused:
        send(limited)
    assert refused.value.status == 429
    told = limited.get_by_text(re.compile(r"go on in \d+ seconds?"))
    expect(told).to_be_visible()
    expect(limited.locator(".thumbnails img")).to_have_count(3)
    expect(limited.get_by_label("State or territory")).to_have_value("NSW")
    expect(limited.get_by_label("Month")).to_have_value("6")
    (seconds,) = re.findall(r"go on in (\d+)", told.inner_text())
    assert refused.value.header_value("Retry-After") == seconds
    limited.wait_for_timeout(int(seconds) * 1_000)
    send(limited)
    expect(limited.locator(".results > li")).to_have_count(3)


@pytest.mark.parametrize("limited", [(LAPTOP, "3 per hour")], indirect=True)
def test_on_a_laptop_its_owner_sends_as_many_as_he_likes(limited: Page) -> None:
    for _ in range(3):
        identify(limited, *THREE)
        expect(limited.locator(".results > li")).to_have_count(3)
