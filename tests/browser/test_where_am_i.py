"""Where am I: the state is proposed from photo or device, and nobody is told where exactly."""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import DESKTOP, PHONE, watch
from tests.browser.photos import LORIKEET
from tests.browser.places import (
    BRISBANE,
    ERROR,
    LATITUDE_REF,
    gps,
    heic_with,
    photo_at,
    photo_with,
    raw,
    struct_of,
)
from tests.browser.steps import expect_the_answer

pytestmark = pytest.mark.shipped_birds

PERTH = {"latitude": -31.9523, "longitude": 115.8613}
READ = """async (data) => {
  const { photoPlace } = await import("/static/js/photo_place.js");
  return photoPlace(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], "photo"));
}"""

KEEP_WHAT_IS_SENT = """() => {
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (data) {
    window.sent = data;
    send.call(this, data);
  };
}"""
READ_WHAT_WAS_SENT = """async () => [
  ...new Uint8Array(await new Response(window.sent).arrayBuffer())]"""


@pytest.fixture
def page(chromium: Browser, site: str, troubles: list[str]) -> Iterator[Page]:
    """On a phone that stands in Perth and may say so."""
    with browsing(chromium, site, troubles, geolocation=PERTH, permissions=["geolocation"]) as it:
        yield it


@contextmanager
def browsing(chromium: Browser, site: str, troubles: list[str], **how: object) -> Iterator[Page]:
    with chromium.new_context(base_url=site, **(PHONE | how)) as context:  # type: ignore[arg-type]
        page = context.new_page()
        watch(page, site, troubles)
        page.goto("/")
        page.locator(".where > summary").click()
        yield page


def give(page: Page, data: bytes, name: str = "IMG_1.jpg", kind: str = "image/jpeg") -> None:
    page.set_input_files("#photo", {"name": name, "mimeType": kind, "buffer": data})


def give_and_wait(page: Page, data: bytes, *how: str) -> None:
    """Choose a photo, and look at the form while it is on its way."""
    page.route("**/", lambda route: route.fallback() if route.request.method == "GET" else None)
    give(page, data, *how)
    expect(page.get_by_role("button", name="Stop")).to_be_visible()


def ask(page: Page) -> None:
    page.get_by_role("button", name="Where am I?").click()


def expect_said(page: Page, words: str) -> None:
    expect(page.locator(".where-am-i [role=status]")).to_have_text(re.compile(words))


def expect_state(page: Page, code: str) -> None:
    expect(page.get_by_label("State or territory")).to_have_value(code)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_photo_says_where_and_the_choice_stays_open(page: Page, kind: str) -> None:
    give_and_wait(page, photo_at(*BRISBANE, kind))
    ask(page)
    expect_said(page, "^From your photo: Queensland — change it if that is wrong.$")
    expect_state(page, "QLD")
    page.get_by_label("State or territory").select_option("TAS")
    expect_state(page, "TAS")
    page.reload()
    expect_state(page, "TAS")


def test_a_heic_says_where_too(page: Page) -> None:
    pytest.importorskip("pillow_heif")
    give_and_wait(page, heic_with(gps(*BRISBANE)), "IMG_1.heic", "image/heic")
    ask(page)
    expect_said(page, "From your photo: Queensland")


@pytest.mark.parametrize(
    "photo",
    [
        LORIKEET.read_bytes(),
        photo_with({}, date="2025:06:21 10:00:00"),
        photo_with({}, "WEBP"),
        photo_with({key: v for key, v in gps(*BRISBANE).items() if key != LATITUDE_REF}),
        photo_with(gps(0, 0)),
        b"\xff\xd8\xff\xe1\x00\x10Exif\0\0MM\0\x2a",
    ],
    ids=["png", "a date alone", "webp", "no half of the globe", "zeros", "cut off"],
)
def test_a_photo_that_does_not_say_is_followed_by_the_device(page: Page, photo: bytes) -> None:
    give_and_wait(page, photo)
    ask(page)
    expect_said(page, "^Your photo does not say .* From this device: Western Australia — change")
    expect_state(page, "WA")


def test_without_a_photo_the_device_is_asked(page: Page) -> None:
    ask(page)
    expect_said(page, "^From this device: Western Australia — change it if the photo was taken")
    expect_state(page, "WA")


def test_near_a_border_it_asks(page: Page) -> None:
    page.get_by_label("State or territory").select_option("TAS")
    give_and_wait(page, photo_at(-36.0737, 146.9135))
    ask(page)
    expect_said(page, "New South Wales or Victoria, less than 6 km from a border. Which is it?")
    expect_state(page, "TAS")
    page.get_by_role("button", name="Victoria").click()
    expect_state(page, "VIC")
    expect(page.locator(".choices button")).to_have_count(0)
    expect(page.get_by_role("button", name="Where am I?")).to_be_focused()


def test_an_error_that_the_photo_tells_widens_the_border(page: Page) -> None:
    give_and_wait(page, photo_with(gps(-35.2809, 149.13) | {ERROR: 30_000.0}))
    ask(page)
    expect_said(page, "less than 36 km from a border")


def test_outside_it_says_so(page: Page) -> None:
    give_and_wait(page, photo_at(-36.85, 174.76))
    ask(page)
    expect_said(page, "^From your photo: outside every state on our list.$")
    expect_state(page, "")


def test_a_device_that_may_not_say(chromium: Browser, site: str, troubles: list[str]) -> None:
    with browsing(chromium, site, troubles, permissions=[]) as page:
        ask(page)
        expect_said(page, "^This browser is not allowed to say where you are. Please choose the st")
        expect_state(page, "")


def test_a_device_that_does_not_know(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'geolocation', {value: undefined})")
    ask(page)
    expect_said(page, "^This device cannot say where it is right now. Please choose the state")


def test_a_map_that_does_not_come_is_asked_for_again(page: Page, troubles: list[str]) -> None:
    page.route("**/outlines.json", lambda route: route.abort())
    ask(page)
    expect_said(page, "The map could not be loaded")
    assert "ERR_FAILED" in troubles.pop()
    page.unroute("**/outlines.json")
    ask(page)
    expect_said(page, "Western Australia")


def test_without_javascript_there_is_no_button(chromium: Browser, site: str) -> None:
    with chromium.new_context(base_url=site, java_script_enabled=False, **DESKTOP) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/")
        page.locator(".where > summary").click()
        expect(page.get_by_label("State or territory")).to_be_visible()
        expect(page.get_by_role("button", name="Where am I?")).to_have_count(0)


@pytest.mark.parametrize(
    ("photo", "place"),
    [
        (photo_at(51.5, -0.12), (51.5, -0.12)),
        (photo_at(-33.8688, 151.2093), (-33.8688, 151.2093)),
        (photo_at(-22.9, -43.2), (-22.9, -43.2)),
        (photo_at(64.15, 25.48), (64.15, 25.48)),
        (raw([(27, 1), (28, 1), (1140, 100)]), (-27.46983, 27.46983)),
        (raw([(27, 1), (28, 1), (1140, 100)], order="<"), (-27.46983, 27.46983)),
        (raw([(27_469_830, 1_000_000), (0, 1), (0, 1)]), (-27.46983, 27.46983)),
        (raw([(27, 1), (281_898, 10_000), (0, 0)]), (-27.46983, 27.46983)),
        (raw([(27_469_830, 1_000_000)]), (-27.46983, 27.46983)),
        (raw([(27, 1), (28, 1), (1140, 100)], b"s\0\0\0"), (-27.46983, 27.46983)),
        (raw([(27, 1), (28, 1), (1140, 100)], b"N\0\0\0"), (27.46983, 27.46983)),
        (raw([(27, 1), (28, 1), (1140, 100)], b"\0\0\0\0"), None),
        (raw([(27, 1), (28, 1), (1140, 100)], b"X\0\0\0"), None),
        (raw([(27, 0), (28, 1), (0, 1)]), None),
        (raw([(0, 0), (0, 0), (0, 0)]), None),
        (raw([(91, 1), (0, 1), (0, 1)]), None),
        (raw([(4_294_967_295, 1), (0, 1), (0, 1)]), None),
        (raw([]), None),
        (raw([(27, 1), (28, 1), (1140, 100)])[:90], None),
    ],
)
def test_coordinates_as_cameras_write_them(
    page: Page, photo: bytes, place: tuple[float, float] | None
) -> None:
    found = page.evaluate(READ, base64.b64encode(photo).decode())
    told = found and (found["latitude"], found["longitude"])
    assert told == (place and pytest.approx(place, abs=1e-4))


@pytest.mark.parametrize("kind", ["jpeg", "heic"])
def test_where_exactly_never_leaves_the_browser(page: Page, kind: str) -> None:
    """Not in an address, a header or a body, nor in a photo that is sent as it is."""
    if kind == "heic":
        pytest.importorskip("pillow_heif")
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    place = gps(*BRISBANE)
    data = photo_with(place) if kind == "jpeg" else heic_with(place)
    written = [struct_of(part) for part in place[2][2:] + place[4][2:]]
    assert all(part in data for part in written)
    page.evaluate(KEEP_WHAT_IS_SENT)
    give(page, data, f"IMG_1.{kind}", f"image/{kind}")
    expect_the_answer(page)
    first = bytes(page.evaluate(READ_WHAT_WAS_SENT))
    page.locator(".where > summary").click()
    ask(page)
    expect_said(page, "From your photo: Queensland")
    page.get_by_role("button", name="Answer again").click()
    expect(page.get_by_text("Use where and when: Queensland")).to_be_attached()
    again = bytes(page.evaluate(READ_WHAT_WAS_SENT))
    assert b"QLD" in again and b"QLD" not in first
    for sent in (first, again):
        assert len(sent) > 1_000
        assert not [part for part in written if part in sent]
    for request in asked:
        headers = "\n".join(f"{name}: {value}" for name, value in request.all_headers().items())
        said = request.url + headers + str(request.post_data_buffer or b"")
        assert not re.search(r"27\.4|153\.0|28\D{1,3}11\D|31\.95|115\.8", said), request.url
