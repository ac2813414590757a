import io
import logging
import re

import pytest
from flask import Flask

from birdapp import create_app
from birdapp.server.visitors import address
from tests.forms import token
from tests.images import encode, gradient

PHOTO = encode(gradient(300, 200))


def app_with(**settings: object) -> Flask:
    return create_app({"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests"} | settings)


@pytest.mark.parametrize(
    ("seen", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:51234", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("[2001:db8:1:2:3:4:5:6]:443", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "::ffff:203.0.113.9"),
        ("unix:", "unix"),
        ("_hidden", "_hidden"),
    ],
)
def test_who_counts_as_one_visitor(app: Flask, seen: str, counted: str) -> None:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": seen}):
        assert address() == counted


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (2, "198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "6.6.6.6, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
    ],
)
def test_so_many_proxies_are_believed(proxies: int, forwarded: str, believed: str) -> None:
    app = app_with(PROXIES=proxies)
    seen: list[str] = []
    app.before_request(lambda: seen.append(address()))
    app.test_client().get("/healthz", headers={"X-Forwarded-For": forwarded})
    assert seen == [believed]


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("birds.example.org", "/", 200),
        ("birds.example.org:8080", "/", 200),
        ("www.example.net", "/", 200),
        ("evil.example", "/", 400),
        ("evil.example", "/api/v1/model", 400),
        ("birds.example.org.evil.example", "/", 400),
        ("10.1.2.3:8080", "/healthz", 200),
        ("10.1.2.3:8080", "/readyz", 200),
    ],
)
def test_only_hosts_that_are_ours(host: str, path: str, status: int) -> None:
    client = app_with(HOSTS=["birds.example.org", ".example.net"]).test_client()
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == status
    assert status == 200 or "evil" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "https://localhost"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_comes_from_our_own_page(app: Flask, headers: dict[str, str], status: int) -> None:
    client = app.test_client()
    form = {"csrf_token": token(client), "photo": (io.BytesIO(PHOTO), "bird.jpg")}
    assert client.post("/", data=form, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "https://birds.example"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://birds.example:8443"}, 403),
    ],
)
def test_https_needs_no_referer(app: Flask, headers: dict[str, str], status: int) -> None:
    client = app.test_client()
    site = {"base_url": "https://birds.example"}
    page = client.get("/", **site).text
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    form = {"csrf_token": found[1], "photo": (io.BytesIO(PHOTO), "bird.jpg")}
    assert client.post("/", data=form, headers=headers, **site).status_code == status


def test_a_proxy_that_loses_the_port_is_noticed_once(caplog: pytest.LogCaptureFixture) -> None:
    app = app_with()
    client = app.test_client()
    with caplog.at_level(logging.WARNING, "birdapp"):
        for origin in ("http://localhost:8080", "http://localhost:8081", "http://evil.example:80"):
            assert client.post("/", headers={"Origin": origin}).status_code == 403
    assert sum("must pass the Host header" in line for line in caplog.messages) == 1


@pytest.mark.parametrize(
    ("proxies", "prefix", "root"),
    [
        (0, "/birds", ""),
        (1, "/birds", "/birds"),
        (2, "/birds", "/birds"),
        (1, "/apps/birds/", "/apps/birds"),
        (1, "/", ""),
        (1, "//evil.example", ""),
        (1, "/a//evil.example", ""),
        (1, "https://evil.example", ""),
        (1, "/a b", ""),
        (1, '/"><script>', ""),
    ],
)
def test_a_folder_of_another_site(proxies: int, prefix: str, root: str) -> None:
    client = app_with(PROXIES=proxies).test_client()
    headers = {"X-Forwarded-Prefix": prefix}
    page = client.get("/", headers=headers).text
    assert f'href="{root}/static/' in page
    assert "evil.example" not in page
    document = client.get("/api/v1/openapi.json", headers=headers).json
    assert document["servers"] == [{"url": root or "/"}]
    assert client.get("/species", headers=headers).location == f"{root}/species/"


def test_programs_may_come_from_anywhere(app: Flask) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://other.example"}
    answer = app.test_client().post("/api/v1/identify", data=PHOTO, headers=headers)
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
