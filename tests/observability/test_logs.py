import json
import logging
from pathlib import Path

import pytest
from flask import Flask

from birdapp import create_app
from birdapp.observability.logs import JsonFormatter, trace
from tests.conftest import PHOTOS
from tests.serving import GUNICORN, running
from tests.test_serving import curl


def test_a_record_is_one_line_whatever_it_holds() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError:
        record = logging.getLogger("x").makeRecord(
            "x",
            logging.ERROR,
            "f",
            1,
            'a "%s"\r\n{}',
            ("b\x00\u2028",),
            __import__("sys").exc_info(),
        )
    text = JsonFormatter().format(record)
    assert "\n" not in text
    line = json.loads(text)
    assert line["level"] == "error"
    assert line["message"] == 'a "b\x00\u2028"\r\n{}'
    assert "ValueError: two\nlines" in line["exception"]


@pytest.mark.parametrize(
    ("proxies", "given", "kept"),
    [
        (1, "a-good-id-0123456789", True),
        (0, "a-good-id-0123456789", False),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, 'quote"and space', False),
        (1, "", False),
    ],
)
def test_the_balancers_id_is_kept_and_a_strangers_is_not(
    proxies: int, given: str, kept: bool
) -> None:
    app: Flask = create_app(
        {"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests", "PROXIES": proxies}
    )
    client = app.test_client()
    seen = {client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]}
    seen.add(client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"])
    assert (seen == {given}) == kept
    assert len(seen) == (1 if kept else 2)


def test_the_log_of_a_site_is_json_and_says_nothing_about_anybody(tmp_path: Path) -> None:
    named = tmp_path / "granny at -33.8688 151.2093.png"
    named.write_bytes((PHOTOS / "magpie.png").read_bytes())
    with running(GUNICORN, tmp_path, BIRDAPP_ENGINE="onnx", BIRDAPP_WORKERS="1") as server:
        answer = curl("-i", "-F", f"photo=@{named}", f"{server.url}/api/v1/identify?state=NSW")
        curl("-F", f"photo=@{Path(__file__)}", f"{server.url}/api/v1/identify")
        lines = [json.loads(line) for line in server.log.splitlines()]
    request_id = next(
        line.split(": ")[1] for line in answer.splitlines() if line.startswith("X-Request-ID")
    )
    about = [line for line in lines if line.get("request") == request_id]
    assert {"method", "path", "status", "ms"} <= about[-1].keys()
    assert about[-1]["path"] == "/api/v1/identify"
    text = server.log
    for private in ("granny", "151.2093", "127.0.0.1 ", "state", "NSW", "magpie"):
        assert private not in text


TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@pytest.mark.parametrize(
    ("traceparent", "taken"),
    [
        (f"00-{TRACE}-{PARENT}-01", True),
        (f"00-{TRACE}-{PARENT}-00", True),
        (f"cc-{TRACE}-{PARENT}-01-what-is-to-come", True),
        (f"00-{TRACE}-{PARENT}-01-more", False),
        (f"00-{TRACE}-{PARENT}-01more", False),
        (f"ff-{TRACE}-{PARENT}-01", False),
        (f"00-{TRACE.upper()}-{PARENT}-01", False),
        (f"00-{'0' * 32}-{PARENT}-01", False),
        (f"00-{TRACE}-{'0' * 16}-01", False),
        (f"00-{TRACE[:-1]}-{PARENT}-01", False),
        (TRACE, False),
        ("", False),
    ],
)
def test_a_trace_is_taken_over_where_it_is_one(traceparent: str, taken: bool) -> None:
    assert trace(traceparent) == ({"trace": TRACE} if taken else {})


def test_the_trace_stands_in_the_log_of_both(tmp_path: Path) -> None:
    """In gunicorn's line about the request, and in the app's own."""
    variables = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_WORKERS": "1"}
    with running(GUNICORN, tmp_path, **variables) as server:
        curl("-H", f"traceparent: 00-{TRACE}-{PARENT}-01", f"{server.url}/species/")
        curl(
            "-H", f"traceparent: 00-{TRACE}-{PARENT}-01", "-H", "X-Forwarded-For: 198.51.100.7",
            "-H", "Origin: http://127.0.0.1:1", "-d", "x", f"{server.url}/",
        )  # fmt: skip
        curl(f"{server.url}/species/")
    lines = [json.loads(line) for line in server.log.splitlines() if line.startswith("{")]
    traced = [line for line in lines if line.get("trace") == TRACE]
    assert [line["status"] for line in traced if "status" in line] == [200, 403]
    assert any("Host header" in line.get("message", "") for line in traced)
    assert "trace" not in [line for line in lines if line.get("path") == "/species/"][-1]
