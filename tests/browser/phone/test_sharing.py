"""Photos from a phone's gallery: what becomes of them, and what leaves the phone."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import OwnSite
from tests.browser.phone.test_answer_here import HERE, THERE, choose, never_send, sent
from tests.browser.phone.test_keep import keep, status
from tests.browser.photos import LORIKEET
from tests.browser.sending import KEEP_WHAT_IS_SENT, READ_WHAT_WAS_SENT

CAMERA = "CAMERA-OF-ANNA"

SHARE = """([name, bytes]) => {
  const form = Object.assign(document.createElement("form"), {
    method: "post", action: new URL(name, document.baseURI), enctype: "multipart/form-data" });
  const photo = Object.assign(document.createElement("input"), { type: "file", name: "photo" });
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "bird.jpg", { type: "image/jpeg" }));
  photo.files = data.files;
  form.append(photo);
  document.body.append(form);
  form.submit();
}"""
"""As a phone does it: a form that is sent from a place of its own."""

EVICT = """async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
}"""

WAITING = """async () => {
  const cache = await caches.open("shared");
  const kept = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
  return kept.map(({ headers }) => headers.get("X-Name"));
}"""

STASH = """async (names) => {
  const data = new FormData();
  for (const name of names) data.append("photo", new File(["x"], name, { type: "image/jpeg" }));
  await fetch("/shared", { method: "POST", body: data, redirect: "manual" });
}"""


def from_a_camera() -> bytes:
    """Large, and with a place and the camera's name in it."""
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif.get_ifd(0x8825).update({1: "S", 2: (33.0, 51.0, 30.0), 3: "E", 4: (151.0, 12.0, 40.0)})
    file = io.BytesIO()
    bird = Image.open(LORIKEET).convert("RGB").resize((2400, 1800))
    bird.save(file, "JPEG", quality=95, exif=exif)
    return file.getvalue()


def share(page: Page, photo: bytes, name: str = "/shared") -> None:
    page.evaluate(SHARE, [name, list(photo)])


def left(asked: list[Request]) -> list[str]:
    """What went to a host: not what the page gave to its worker."""
    return [
        request.url
        for request in asked
        if request.method == "POST" and (request.service_worker or not by_the_worker(request))
    ]


def by_the_worker(request: Request) -> bool:
    response = request.response()
    return bool(response and response.from_service_worker)


def not_kept(phone: Page, _: OwnSite) -> None:
    phone.goto("/phone/")
    never_send(phone)


def kept_and_deleted(phone: Page, _: OwnSite) -> None:
    keep(phone)
    never_send(phone)
    phone.get_by_role("button", name="Delete it").click()
    expect(status(phone)).to_contain_text("Removed.")
    expect(phone.get_by_label("Never send my photos")).to_be_checked()


def evicted_and_opened(phone: Page, _: OwnSite) -> None:
    keep(phone)
    never_send(phone)
    phone.evaluate(EVICT)
    phone.goto("/")
    phone.wait_for_function("navigator.serviceWorker.ready")


def evicted_and_kept(phone: Page, _: OwnSite) -> None:
    keep(phone)
    never_send(phone)
    phone.evaluate(EVICT)
    keep(phone)
    expect(phone.get_by_label("Never send my photos")).to_be_checked()


WAYS = [not_kept, kept_and_deleted, evicted_and_opened, evicted_and_kept]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_is_never_to_be_sent_is_not_shared_either(
    phone: Page, own_site: OwnSite, way: Callable[[Page, OwnSite], None]
) -> None:
    way(phone, own_site)
    phone.goto("/")
    asked: list[Request] = []
    phone.context.on("request", lambda request: asked.append(request))
    share(phone, from_a_camera())
    expect(phone.locator(".by:visible")).to_have_text(HERE)
    assert left(asked) == []
    assert phone.evaluate("caches.has('shared')") is False


def test_it_says_what_is_not_guarded_where_the_worker_cannot_be_there(phone: Page) -> None:
    phone.context.route("**/service-worker.js*", lambda route: route.abort())
    phone.goto("/phone/")
    phone.get_by_label("Never send my photos").click()
    expect(status(phone)).to_contain_text("Please do not share any with this app")
    expect(phone.get_by_label("Never send my photos")).to_be_checked()


def test_who_shares_without_a_network_is_answered(phone: Page, own_site: OwnSite) -> None:
    keep(phone)
    own_site.stop()
    phone.goto("/")
    share(phone, from_a_camera())
    expect(phone.locator(".by:visible")).to_have_text(HERE)


def test_what_is_shared_is_made_smaller_and_keeps_its_place_to_itself(phone: Page) -> None:
    keep(phone)
    phone.goto("/")
    asked = sent(phone)
    photo = from_a_camera()
    phone.add_init_script(f"({KEEP_WHAT_IS_SENT})()")
    share(phone, photo)
    expect(phone.locator(".why > summary")).to_contain_text(THERE)
    assert [request.url.split("/")[-1] for request in asked] == ["shared", ""]
    arrived = bytes(phone.evaluate(READ_WHAT_WAS_SENT))
    assert max(Image.open(io.BytesIO(arrived)).size) <= 1600
    assert CAMERA.encode() in photo
    assert CAMERA.encode() not in arrived
    assert not Image.open(io.BytesIO(arrived)).getexif()


def test_what_was_shared_before_does_not_come_along(phone: Page) -> None:
    keep(phone)
    phone.goto("/about/")
    phone.evaluate(STASH, ["one.jpg", "two.jpg", "three.jpg"])
    phone.evaluate(STASH, ["new.jpg"])
    assert phone.evaluate(WAITING) == ["new.jpg"]


def test_a_share_that_did_not_arrive_is_said_to_be_that(phone: Page) -> None:
    phone.goto("/?shared")
    expect(phone.locator(".sending .status")).to_contain_text("has not arrived")
    choose(phone, LORIKEET)
    expect(phone.locator(".why > summary")).to_contain_text(THERE)
