"""Sending the upload form as a browser without JavaScript does."""

import io

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def token(client: FlaskClient) -> str:
    page = client.get("/").get_data(as_text=True)
    return page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def send(client: FlaskClient, *photos: bytes, **fields: str) -> TestResponse:
    files = [(io.BytesIO(data), f"photo {number}.png") for number, data in enumerate(photos, 1)]
    return client.post("/", data={"csrf_token": token(client), "photo": files, **fields})
