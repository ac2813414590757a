from flask.testing import FlaskClient


def test_up_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "up"}
    ready = client.get("/readyz").get_json()
    assert ready["status"] == "ready"
    assert ready["engine"] == "onnx"
    assert len(ready["model"]) == 12
