import hashlib
import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from birdapp.version import VERSION
from tests.deploy.containers import LOCKED_DOWN, LORIKEET, PORT_80_FOR_EVERYBODY, started
from tests.deploy.images import base_of, build, run, size
from tests.deploy.tools import need
from tests.images import encode, noise
from tests.serving import free_port

LOCKED_DOWN_ON_80 = [*LOCKED_DOWN, PORT_80_FOR_EVERYBODY]


def test_the_dockerfiles_differ_in_the_port_alone() -> None:
    aws = (ROOT / "Dockerfile").read_text().splitlines()
    gcp = (ROOT / "Dockerfile.gcp").read_text().splitlines()
    different = [(one, other) for one, other in zip(aws, gcp, strict=True) if one != other]
    assert len(different) == 2
    assert all(line.startswith("#") for line in different[0])
    assert different[1][0].replace("PORT=80", "PORT=8080") == different[1][1]


@pytest.mark.parametrize(("fixture", "port"), [("image", 80), ("gcp_image", 8080)])
def test_a_photo_is_identified_under_lock_and_key(
    fixture: str, port: int, request: pytest.FixtureRequest
) -> None:
    with started(request.getfixturevalue(fixture), port, *LOCKED_DOWN_ON_80) as container:
        container.wait_for("/readyz")
        assert container.json("/readyz")["engine"] == "onnx"
        assert container.identify()["species"][0]["slug"] == "rainbow-lorikeet"
        assert container.status("/") == 200
        assert container.run("id", "-u").stdout.strip() == "10001"
        assert "Read-only file system" in container.run("touch", "/tmp/x").stderr
        run("podman", "healthcheck", "run", container.name)
        assert container.stop()[0] == 0
        assert "telemetry" not in container.log()


def test_port_80_needs_no_root_but_may_need_a_sysctl(image: str) -> None:
    with started(image, 80, "--sysctl=net.ipv4.ip_unprivileged_port_start=1024") as container:
        for _ in range(100):
            if "Permission denied" in container.log():
                break
            time.sleep(0.1)
        assert "Permission denied" in container.log()
    with started(image, 8080, *LOCKED_DOWN, "--env=PORT=8080") as container:
        container.wait_for("/readyz")


@pytest.mark.parametrize("variable_port", [7860])
def test_the_platforms_port_is_honoured(gcp_image: str, variable_port: int) -> None:
    options = [*LOCKED_DOWN, f"--env=PORT={variable_port}", "--user=1000"]
    with started(gcp_image, variable_port, *options) as container:
        container.wait_for("/readyz")
        assert container.run("id", "-u").stdout.strip() == "1000"


def test_another_model_than_the_manifests_never_gets_ready(image: str, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir(mode=0o755)
    shutil.copy(ROOT / "models" / "birds.json", models)
    tampered = bytearray((ROOT / "models" / "birds.onnx").read_bytes())
    tampered[-1] ^= 1
    (models / "birds.onnx").write_bytes(tampered)
    options = [*LOCKED_DOWN_ON_80, f"--volume={models}:/app/models:ro"]
    with started(image, 80, *options) as container:
        container.wait_for("/healthz")
        assert container.status("/readyz") == 503
        reason = container.json("/readyz")["detail"]
        assert hashlib.sha256(tampered).hexdigest()[:12] in reason
        unhealthy = subprocess.run(
            ["podman", "healthcheck", "run", container.name], capture_output=True
        )
        assert unhealthy.returncode != 0


def test_sigterm_loses_no_request_that_runs(image: str, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(encode(noise(1500, 1000, 60)))
    answers = [tmp_path / f"{number}.json" for number in range(4)]
    with started(image, 80, *LOCKED_DOWN_ON_80, "--env=BIRDAPP_WORKERS=2") as container:
        container.wait_for("/readyz")
        # Each upload takes about 3 seconds; the signal comes after one.
        slowly = photo.stat().st_size // 3
        uploads = [
            subprocess.Popen([
                "curl", "-sS", "--limit-rate", str(slowly), "-H", "Expect:", "-o", answer,
                "-F", f"photo=@{photo}", f"{container.url}/api/v1/identify",
            ])
            for answer in answers
        ]  # fmt: skip
        time.sleep(1)
        assert all(upload.poll() is None for upload in uploads)
        code, seconds = container.stop()
        assert [upload.wait(10) for upload in uploads] == [0] * 4
        assert code == 0
        assert 0.5 < seconds < 10
    assert all(len(json.loads(answer.read_text())["species"]) == 30 for answer in answers)


def test_the_access_log_is_json_without_file_names(image: str, tmp_path: Path) -> None:
    photo = tmp_path / "my-secret-garden.png"
    shutil.copy(LORIKEET, photo)
    with started(image, 80, *LOCKED_DOWN_ON_80) as container:
        container.wait_for("/readyz")
        container.identify(photo)
        container.status("/%22%0Abreak?photo=my-secret-garden.png")
        container.stop()
        log = container.log()
    lines = [json.loads(line) for line in log.splitlines() if '"path"' in line]
    assert lines[-2]["path"] == "/api/v1/identify"
    assert (lines[-2]["method"], lines[-2]["status"]) == ("POST", 200)
    assert lines[-1]["path"] == '/"\nbreak'
    assert set(lines[-1]) == {"time", "method", "path", "status", "bytes", "ms", "request"}
    assert "secret" not in log


def test_what_is_and_what_is_not_in_the_image(image: str) -> None:
    with started(image, 80, *LOCKED_DOWN_ON_80) as container:
        found = container.run("find", "/app", "-not", "-path", "*/__pycache__*").stdout.split()
        assert "/app/models/birds.onnx" in found
        assert "/app/models/birds.pkl" not in found
        top = {Path(path).relative_to("/app").parts[0] for path in found if path != "/app"}
        assert top == {
            "app.py", "birdapp", "gunicorn.conf.py", "healthcheck.py", "models", "pythons.py",
            "static", "templates",
        }  # fmt: skip
        compilers = container.run("sh", "-c", "command -v gcc cc g++ clang make")
        assert compilers.stdout == ""
        uncompiled = container.run(
            "python", "-c",
            "import pathlib, birdapp.web.api as m; print(pathlib.Path(m.__cached__).exists())",
        )  # fmt: skip
        assert uncompiled.stdout.strip() == "True", uncompiled.stderr


def test_the_label_says_which_version_it_is(image: str) -> None:
    (inspected,) = json.loads(run("podman", "image", "inspect", image))
    assert inspected["Labels"]["org.opencontainers.image.version"] == VERSION


def test_the_image_is_small(image: str) -> None:
    whole = size(image)
    assert whole - size(base_of("Dockerfile")) <= 220_000_000
    assert whole <= 350_000_000


def test_the_first_answer_comes_as_soon_as_it_is_ready(image: str) -> None:
    """How long that takes is printed by `python -m tests.deploy.measure`, not judged here."""
    with started(image, 80, *LOCKED_DOWN_ON_80) as container:
        container.wait_for("/readyz")
        container.identify()


def test_copies_count_together_where_redis_is_in_the_image() -> None:
    need("redis-server")
    image = build("Dockerfile", "test-redis", REQUIREMENTS="requirements-redis.txt")
    (network,) = json.loads(run("podman", "network", "inspect", "podman"))
    port = free_port()
    store = f"redis://{network['subnets'][0]['gateway']}:{port}"
    options = [
        *LOCKED_DOWN_ON_80,
        f"--env=BIRDAPP_RATE_LIMIT_STORE={store}",
        "--env=BIRDAPP_RATE_LIMIT=3 per hour",
        "--env=BIRDAPP_WORKERS=1",
    ]
    redis = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--protected-mode", "no"],
        stdout=subprocess.DEVNULL,
    )
    try:
        with started(image, 80, *options) as one, started(image, 80, *options) as other:
            for copy in (one, other):
                copy.wait_for("/readyz")
            answers = [copy.identify() for copy in (one, other, one, other)]
            assert [answer.get("status", 200) for answer in answers] == [200, 200, 200, 429]
    finally:
        redis.terminate()
        redis.wait(10)
