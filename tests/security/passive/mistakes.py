"""What visitors get wrong: each kind of error page, and an answer that nothing is wrong with."""

import io
from collections.abc import Iterator

from PIL import Image

from tests.conftest import PHOTOS
from tests.security.passive.web import Answer, Page, Site

BOUNDARY = "a-boundary"
TOO_LARGE = 30_000_000
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
JPEG = {"Content-Type": "image/jpeg"}
AS_JSON = {"Accept": "application/json"}
AS_PAGE = {"Accept": "text/html"}


def answers(site: Site) -> Iterator[Answer]:
    """The answers to requests that go wrong, and to a photo, as a page and as JSON."""
    for wanted in (AS_PAGE, AS_JSON):
        yield site.ask("/nowhere", headers=wanted)
        yield site.ask("/static/nowhere.css", headers=wanted)
        yield site.ask("/species/", "POST", headers=wanted)
        yield site.ask("/species/?state=nowhere", headers=wanted)
        yield site.ask("/", "POST", form(b"GIF8"), wanted | MULTIPART)
    yield site.ask("/api/v1/identify")
    yield site.ask("/api/v1/species/nobody")
    yield site.ask("/metrics")
    for photo in (b"", b"GIF8", half_a_photo(), bytes(TOO_LARGE), lorikeet()):
        yield site.ask("/api/v1/identify", "POST", photo, JPEG)
        yield site.ask("/", "POST", *own_form(site, photo))


def own_form(site: Site, photo: bytes) -> tuple[bytes, dict[str, str]]:
    """The start page's form with a photo, as a browser sends it."""
    start = site.ask("/")
    fields = [element.attributes for element in Page(start.text).elements]
    tokens = [field["value"] for field in fields if field.get("name") == "csrf_token"]
    cookies = [cookie.partition(";")[0] for cookie in start.all("Set-Cookie")]
    own = {"Cookie": "; ".join(cookies), "Referer": f"{site.url}/", "Sec-Fetch-Site": "same-origin"}
    return form(photo, *tokens), MULTIPART | own


def form(photo: bytes, token: str = "") -> bytes:
    head = (
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=csrf_token\r\n\r\n{token}\r\n"
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=photo; "
        'filename="<script>alert(1)</script>.jpg"\r\n\r\n'
    )
    return head.encode() + photo + f"\r\n--{BOUNDARY}--\r\n".encode()


def lorikeet() -> bytes:
    return (PHOTOS / "rainbow-lorikeet.png").read_bytes()


def half_a_photo() -> bytes:
    whole = io.BytesIO()
    Image.linear_gradient("L").save(whole, "JPEG")
    return whole.getvalue()[: whole.tell() // 2]
