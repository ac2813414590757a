import gzip

import pytest
from flask.testing import FlaskClient

from birdapp import create_app
from birdapp.server.headers import HEADERS

PATHS = ["/", "/species/", "/static/style.css", "/api/v1/species", "/nowhere", "/healthz"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    for name, value in HEADERS.items():
        assert headers[name] == value
    assert "no-cache" in headers["Cache-Control"]


def test_nothing_inline_and_no_other_host_is_allowed() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_only_our_own_pages_may_ask_where_a_device_is() -> None:
    asked = HEADERS["Permissions-Policy"].split(", ")
    assert asked == ["camera=(self)", "geolocation=(self)", "microphone=()"]


@pytest.mark.parametrize("path", ["/species/", "/static/style.css", "/api/v1/species"])
def test_text_is_compressed_for_who_takes_it(client: FlaskClient, path: str) -> None:
    plain = client.get(path, buffered=True)
    small = client.get(path, headers={"Accept-Encoding": "gzip, br"}, buffered=True)
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.vary and "Accept-Encoding" in plain.vary
    assert gzip.decompress(small.data) == plain.data
    assert small.content_length == len(small.data) < len(plain.data) / 2


# Werkzeug leaves the file behind a 304 to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_compressed_file_is_not_sent_again_unchanged(client: FlaskClient) -> None:
    gzipped = {"Accept-Encoding": "gzip"}
    etag = client.get("/static/style.css", headers=gzipped, buffered=True).headers["ETag"]
    again = client.get("/static/style.css", headers={"If-None-Match": etag, **gzipped})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.parametrize("path", ["/", "/healthz", "/static/nowhere.css"])
def test_secrets_and_trifles_are_left_as_they_are(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    ("settings", "headers", "told"),
    [
        ({}, {}, False),
        ({}, {"X-Forwarded-Proto": "https"}, False),
        ({"PROXIES": 1}, {"X-Forwarded-Proto": "https"}, True),
        ({"PROXIES": 1}, {"X-Forwarded-Proto": "http"}, False),
        ({"PROXIES": 2}, {"X-Forwarded-Proto": "https"}, True),
        ({"HTTPS_ONLY": True}, {}, True),
    ],
)
def test_browsers_are_told_to_stay_with_https(settings: dict, headers: dict, told: bool) -> None:
    app = create_app({"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests"} | settings)
    answer = app.test_client().get("/", headers=headers)
    assert ("Strict-Transport-Security" in answer.headers) == told
    cookie = answer.headers["Set-Cookie"]
    assert ("Secure" in cookie) == bool(settings.get("HTTPS_ONLY"))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_site_that_is_named_may_frame_this_one() -> None:
    app = create_app(
        {"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests"}
        | {"FRAMED_BY": ["https://huggingface.co", "https://*.example.org"]}
    )
    answer = app.test_client().get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https://huggingface.co https://*.example.org")
    assert "'none'" not in policy.rpartition(";")[2]
    # from within a frame of another site, browsers send no other cookie
    for word in ("SameSite=None", "Secure", "Partitioned"):
        assert word in answer.headers["Set-Cookie"]
