import io

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from birdapp.server.gate import Busy
from birdapp.server.uploads import MeteredBody, UploadBudget
from tests.images import encode, gradient


def test_what_is_read_counts_until_it_is_given_back() -> None:
    budget = UploadBudget(None, 100)
    first, second = (MeteredBody(io.BytesIO(bytes(60)), budget) for _ in range(2))
    assert len(first.read(60)) == 60
    assert len(second.read(40)) == 40
    with pytest.raises(Busy):
        second.read(1)
    first.give_back()
    assert len(second.read(19)) == 19
    second.give_back()
    assert budget.held == 0


def test_what_is_skipped_does_not_count() -> None:
    budget = UploadBudget(None, 10)
    body = MeteredBody(io.BytesIO(bytes(50)), budget)
    assert body.skip(30) == 30
    assert body.skip(30) == 20
    assert budget.held == 0


def test_a_full_process_turns_an_upload_away_and_takes_the_next(app: Flask) -> None:
    budget = next_of(app, UploadBudget)
    photo = encode(gradient(300, 200))
    client = app.test_client()
    budget.change(budget.most - len(photo) + 1)
    try:
        refused = client.post("/api/v1/identify", data=photo, content_type="image/jpeg")
    finally:
        budget.change(len(photo) - 1 - budget.most)
    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    assert client.post("/api/v1/identify", data=photo).status_code == 200
    assert budget.held == 0


def test_every_upload_is_given_back_whatever_becomes_of_it(app: Flask, client: FlaskClient) -> None:
    for data in (encode(gradient(300, 200)), b"no photo", b""):
        client.post("/api/v1/identify", data=data).close()
        client.post("/", data={"photo": (io.BytesIO(data), "a.jpg")}).close()
        client.post("/nowhere", data=data).close()
    assert next_of(app, UploadBudget).held == 0


def test_a_large_photo_stays_in_memory(app: Flask) -> None:
    form = (
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
        + bytes(2_000_000)
        + b"\r\n--x--\r\n"
    )
    content_type = "multipart/form-data; boundary=x"
    with app.test_request_context("/", method="POST", data=form, content_type=content_type):
        assert isinstance(request.files["photo"].stream, io.BytesIO)


def next_of(app: Flask, kind: type) -> UploadBudget:
    """The middleware of this kind around the app."""
    found = app.wsgi_app
    while not isinstance(found, kind):
        found = found.app
    return found
