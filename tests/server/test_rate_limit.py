import io
import logging
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from flask import Flask

from birdapp import create_app
from birdapp.settings import ROOT, SettingError
from tests import forms
from tests.forms import token
from tests.images import encode, gradient

PHOTO = encode(gradient(300, 200))


def app_with(**settings: object) -> Flask:
    return create_app(
        {"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests", "RATE_LIMIT": "3 per hour"}
        | settings
    )


def send(app: Flask, address: str = "203.0.113.1", **headers: str) -> int:
    answer = app.test_client().post(
        "/api/v1/identify", data=PHOTO, headers=headers, environ_base={"REMOTE_ADDR": address}
    )
    return answer.status_code


def test_a_visitor_who_sends_too_many_is_told_when_to_go_on() -> None:
    app = app_with()
    assert [send(app) for _ in range(5)] == [200, 200, 200, 429, 429]
    client = app.test_client()
    answer = client.post(
        "/api/v1/identify", data=PHOTO, environ_base={"REMOTE_ADDR": "203.0.113.1"}
    )
    assert answer.mimetype == "application/problem+json"
    assert "a lot of photos" in answer.json["detail"]
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert send(app, "203.0.113.2") == 200


def test_page_and_api_count_together_and_looking_around_does_not() -> None:
    app = app_with()
    client = app.test_client()
    for _ in range(10):
        assert client.get("/").status_code == 200
        assert client.get("/api/v1/species").status_code == 200
    for _ in range(2):
        assert client.post("/api/v1/identify", data=PHOTO).status_code == 200
    form = token(client)
    statuses = []
    for _ in range(2):
        data = {"csrf_token": form, "photo": (io.BytesIO(PHOTO), "bird.jpg")}
        answer = client.post("/", data=data)
        statuses.append(answer.status_code)
    assert statuses == [200, 429]
    assert "a lot of photos" in answer.text
    assert answer.mimetype == "text/html"


def test_it_can_be_switched_off() -> None:
    app = app_with(RATE_LIMIT=None)
    assert {send(app) for _ in range(8)} == {200}


def test_an_address_cannot_be_forged_past_the_proxy() -> None:
    app = app_with(PROXIES=1)
    sent = [f"10.9.8.{number}, 198.51.100.7" for number in range(5)]
    assert [send(app, "10.0.0.1", **{"X-Forwarded-For": value}) for value in sent] == [
        200, 200, 200, 429, 429,
    ]  # fmt: skip


def test_a_proxy_that_nobody_spoke_of_is_noticed_once(caplog: pytest.LogCaptureFixture) -> None:
    app = app_with()
    with caplog.at_level(logging.WARNING, "birdapp"):
        for _ in range(3):
            send(app, **{"X-Forwarded-For": "198.51.100.7"})
    assert sum("BIRDAPP_PROXIES" in line for line in caplog.messages) == 1


@pytest.fixture
def redis() -> Iterator[tuple[str, subprocess.Popen]]:
    if not shutil.which("redis-server"):
        pytest.skip("needs redis-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait(10)


def test_copies_count_together_with_redis_and_alone_without(
    redis: tuple[str, subprocess.Popen],
) -> None:
    url, server = redis
    copies = [app_with(RATE_LIMIT_STORE=url) for _ in range(2)]
    assert [send(copies[number % 2]) for number in range(5)] == [200, 200, 200, 429, 429]
    server.terminate()
    server.wait(10)
    assert [send(copies[0]) for _ in range(5)] == [200, 200, 200, 429, 429]
    assert send(copies[1]) == 200


def test_each_photo_of_a_form_counts() -> None:
    app = app_with(RATE_LIMIT="5 per hour")
    client = app.test_client()
    assert [forms.send(client, PHOTO, PHOTO).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    ("address", "headers", "last"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("::ffff:127.0.0.1", {}, 200),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 429),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.9"}, 429),
        ("192.168.1.7", {}, 429),
    ],
)
def test_the_owner_of_a_laptop_is_not_limited(
    address: str, headers: dict[str, str], last: int
) -> None:
    app = app_with(ON_A_LAPTOP=True)
    assert [send(app, address, **headers) for _ in range(4)] == [200, 200, 200, last]
    assert send(app_with(), address, **headers) == 200


def test_without_python_app_py_this_machine_is_limited_too() -> None:
    app = app_with()
    assert [send(app, "127.0.0.1") for _ in range(4)] == [200, 200, 200, 429]


def test_the_page_says_when_to_go_on() -> None:
    app = app_with(RATE_LIMIT="1 per minute")
    assert send(app) == 200
    answer = app.test_client().post(
        "/api/v1/identify", data=PHOTO, environ_base={"REMOTE_ADDR": "203.0.113.1"}
    )
    assert f"go on in {answer.headers['Retry-After']} second" in answer.json["detail"]


@pytest.mark.parametrize("store", ["redsi://host:6379", "nothing", "redis+nowhere://:pass@x"])
def test_a_store_that_cannot_be_used_is_told_without_its_password(store: str) -> None:
    with pytest.raises(SettingError, match="BIRDAPP_RATE_LIMIT_STORE") as refusal:
        app_with(RATE_LIMIT_STORE=store)
    assert "pass@" not in str(refusal.value)


def test_without_redis_a_sentence_says_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(SettingError, match=r"what requirements-redis\.txt installs"):
        app_with(RATE_LIMIT_STORE="redis://127.0.0.1:6379")
    assert "\nredis==" in (ROOT / "requirements-redis.lock").read_text()
