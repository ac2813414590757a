import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import (
    BadGateway,
    BadRequestKeyError,
    HTTPException,
    ImATeapot,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    RequestedRangeNotSatisfiable,
    RequestHeaderFieldsTooLarge,
    ServiceUnavailable,
    UnsupportedMediaType,
)

from birdapp import create_app
from tests.conftest import GUIDE
from tests.images import encode, gradient, png_header

JPEG = encode(gradient(300, 200))

BAD_PHOTOS = [
    (b"GIF8", 415, "not a photo we can read"),
    (b"", 400, "empty"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", 415, "not a photo we can read"),
    (png_header(20_000, 10_000), 413, "too many pixels"),
    (JPEG[: len(JPEG) // 2], 422, "damaged or incomplete"),
]


@pytest.fixture(scope="module")
def page() -> FlaskClient:
    """A browser that has the form's token."""
    app = create_app({"ENGINE": "onnx", "SECRET_KEY": "a secret for the tests"})
    return app.test_client()


def token(client: FlaskClient) -> str:
    page = client.get("/").get_data(as_text=True)
    return page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def form(client: FlaskClient, data: bytes, name: str = "bird.jpg") -> dict[str, object]:
    return {"csrf_token": token(client), "photo": (io.BytesIO(data), name)}


def assert_the_next_photo_works(client: FlaskClient) -> None:
    assert client.post("/", data=form(client, JPEG)).status_code == 200


@pytest.mark.parametrize(("data", "status", "words"), BAD_PHOTOS)
def test_a_bad_photo_gets_a_page_in_words(
    page: FlaskClient, data: bytes, status: int, words: str
) -> None:
    answer = page.post("/", data=form(page, data))
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert words in answer.get_data(as_text=True)
    assert_the_next_photo_works(page)


@pytest.mark.parametrize(("data", "status", "words"), BAD_PHOTOS)
@pytest.mark.parametrize("raw", [True, False])
def test_a_bad_photo_gets_a_problem_in_json(
    client: FlaskClient, data: bytes, status: int, words: str, raw: bool
) -> None:
    if raw:
        answer = client.post("/api/v1/identify", data=data, content_type="image/jpeg")
    else:
        answer = client.post("/api/v1/identify", data={"photo": (io.BytesIO(data), "b.jpg")})
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert problem["status"] == status
    assert words in problem["detail"]


def test_an_upload_that_is_too_large(page: FlaskClient) -> None:
    body = b"--x\r\nContent-Disposition: form-data; name=photo; filename=a\r\n\r\n"
    body += bytes(40_000_000) + b"\r\n--x--\r\n"
    answer = page.post("/", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "up to 20 MB" in answer.get_data(as_text=True)
    answer = page.post("/api/v1/identify", data=bytes(40_000_000), content_type="image/jpeg")
    assert answer.status_code == 413
    assert "up to 20 MB" in answer.get_json()["detail"]
    assert_the_next_photo_works(page)


@pytest.mark.parametrize("address", ["/", "/api/v1/identify"])
@pytest.mark.parametrize(
    ("parts", "size", "status", "said"),
    [
        (1, 199_000, 400, "has no file name"),
        (1, 250_000, 413, "200 kB of text"),
        (1, 3_000_000, 413, "200 kB of text"),
        (21, 10, 413, "20 parts"),
    ],
)
def test_a_part_without_a_file_name(
    page: FlaskClient, address: str, parts: int, size: int, status: int, said: str
) -> None:
    """What `curl -F photo=<bird.jpg` sends."""
    part = b'--x\r\nContent-Disposition: form-data; name="photo"\r\n\r\n' + b"a" * size + b"\r\n"
    vouched = (
        b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
        + token(page).encode()
        + b"\r\n"
    )
    answer = page.post(
        address,
        data=vouched + part * parts + b"--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == status
    assert said in answer.text
    assert "MB" not in answer.text.partition("<main")[2]


@pytest.mark.parametrize(
    "path", ["/species/{}/", "/species/{}/or/{}/", "/api/v1/species/", "/api/v1/species/{}/"]
)
def test_a_slash_too_many_does_no_harm(client: FlaskClient, path: str) -> None:
    slugs = GUIDE.slugs[:2]
    if path.endswith("or/{}/"):
        assert client.get(path.format(*slugs)).status_code == 200
        return
    assert client.get(path.format(slugs[0])).status_code == 200
    assert client.get("/species/nobody/").status_code == 404


def test_no_photo_in_the_form(page: FlaskClient) -> None:
    answer = page.post("/", data={"csrf_token": token(page)})
    assert answer.status_code == 400
    assert "No photo was chosen" in answer.get_data(as_text=True)
    answer = page.post("/api/v1/identify", data={}, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "photo" in answer.get_json()["detail"]
    assert_the_next_photo_works(page)


@pytest.mark.parametrize("wrong", ["", "wrong", None])
def test_a_wrong_csrf_token(page: FlaskClient, wrong: str | None) -> None:
    data = form(page, JPEG)
    del data["csrf_token"]
    answer = page.post("/", data=data if wrong is None else data | {"csrf_token": wrong})
    assert answer.status_code == 400
    assert "form has expired" in answer.get_data(as_text=True)
    assert "data-form-expired" in answer.get_data(as_text=True)
    assert_the_next_photo_works(page)


@pytest.mark.parametrize("asked", ["text/html", "application/json", "*/*"])
def test_a_page_that_is_not_there_answers_as_asked(client: FlaskClient, asked: str) -> None:
    answer = client.get("/nowhere", headers={"Accept": asked})
    assert answer.status_code == 404
    expected = "application/problem+json" if asked == "application/json" else "text/html"
    assert answer.mimetype == expected
    assert "There is no page at this address." in answer.text


@pytest.mark.parametrize("asked", ["text/html", "application/json"])
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NotFound(), "There is no page at this address."),
        (NotFound("This photo was removed."), "This photo was removed."),
        (MethodNotAllowed(["POST"]), "This address cannot be used in this way."),
        (RequestedRangeNotSatisfiable(), "This file has no such part."),
        (BadRequestKeyError("photo"), "We could not understand what was sent."),
        (UnsupportedMediaType(), "We could not understand what was sent."),
        (RequestHeaderFieldsTooLarge(), "We could not understand what was sent."),
        (ImATeapot(), "We could not understand what was sent."),
        (InternalServerError(), "Something went wrong on our side."),
        (BadGateway(), "Something went wrong on our side."),
        (ServiceUnavailable("It has to be restarted."), "It has to be restarted."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_refusal_is_in_our_words(
    app: Flask, error: HTTPException, words: str, asked: str
) -> None:
    with app.test_request_context("/", headers={"Accept": asked}):
        answer = app.make_response(app.handle_user_exception(error))
    assert answer.status_code == error.code
    text = (
        answer.get_json()["detail"]
        if asked == "application/json"
        else answer.get_data(as_text=True)
    )
    assert words in text
    assert str(type(error).description) not in text


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    answer = client.get("/api/v1/identify")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_missing_slash_leads_on(client: FlaskClient) -> None:
    answer = client.get("/species")
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith("/species/")


def test_an_unexpected_error_says_nothing_of_the_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    app: Flask = create_app({"ENGINE": "onnx", "SECRET_KEY": "x"})
    monkeypatch.setattr(app.extensions["classifier"], "read", lambda batch: 1 / 0)
    answer = app.test_client().post("/api/v1/identify", data=JPEG, content_type="image/jpeg")
    assert answer.status_code == 500
    assert "division" not in answer.get_data(as_text=True)
    assert "Traceback" not in answer.get_data(as_text=True)
