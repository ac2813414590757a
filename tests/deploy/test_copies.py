"""Four copies of one image behind the nginx of deploy/compose.yaml."""

import json
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from birdapp.settings import ROOT
from tests.conftest import PHOTOS
from tests.deploy.containers import LOCKED_DOWN, LORIKEET, Container, started
from tests.deploy.images import run
from tests.deploy.tools import need
from tests.server.nginx import nginx, of_these
from tests.serving import free_port

COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())["services"]
CROWD = 8
CLEAN_REFUSALS = (502, 503)


class Answer(NamedTuple):
    """What curl got: the status and the body; status 0 stands for a broken connection."""

    status: int
    body: str


class Site(NamedTuple):
    """The copies, and the address where nginx shares photos among them."""

    copies: list[Container]
    url: str

    def ask(self, photo: Path = LORIKEET) -> Answer:
        done = subprocess.run(
            [
                "curl", "-sS", "-F", f"photo=@{photo}", "-w", "\n%{http_code}",
                f"{self.url}/api/v1/identify",
            ],
            capture_output=True, text=True,
        )  # fmt: skip
        body, status = done.stdout.rsplit("\n", 1)
        return Answer(int(status) if not done.returncode else 0, body)


@pytest.fixture
def site(image: str, tmp_path: Path) -> Iterator[Site]:
    need("nginx")
    variables = COMPOSE["birds"]["environment"] | {
        "BIRDAPP_SECRET_KEY": "a secret for the tests",
        "BIRDAPP_RATE_LIMIT": "off",
    }
    options = [*LOCKED_DOWN, *(f"--env={name}={value}" for name, value in variables.items())]
    inner_port = int(variables["PORT"])
    with ExitStack() as stack:
        copies = [
            stack.enter_context(started(image, inner_port, *options))
            for _ in range(COMPOSE["birds"]["deploy"]["replicas"])
        ]
        for copy in copies:
            copy.wait_for("/readyz")
        port = free_port()
        servers = [f"{copy.address()}:{inner_port}" for copy in copies]
        stack.enter_context(nginx(tmp_path, of_these(servers, port)))
        site = Site(copies, f"http://127.0.0.1:{port}")
        while site.ask().status == 0:
            time.sleep(0.1)
        yield site


def test_all_copies_give_the_same_answer(site: Site) -> None:
    for photo in sorted(PHOTOS.glob("*.png")):
        direct = [copy.identify(photo) for copy in site.copies]
        answers = [json.loads(site.ask(photo).body) for _ in range(8)]
        assert all(answer == direct[0] for answer in [*direct, *answers])
    logs = [copy.log().count("/api/v1/identify") for copy in site.copies]
    assert all(count > len(list(PHOTOS.glob("*.png"))) for count in logs), logs


def test_a_copy_that_dies_takes_only_its_own_requests_along(site: Site) -> None:
    expected = json.loads(site.ask().body)
    enough = threading.Event()
    first: list[Answer] = []

    def visitor(_: int) -> list[Answer]:
        """Send photos; the answers to those that were refused, when sent once more."""
        again = []
        while not enough.is_set():
            answer = site.ask()
            first.append(answer)
            if answer.status != 200:
                again.append(site.ask())
        return again

    with ThreadPoolExecutor(CROWD) as crowd:
        retries = crowd.map(visitor, range(CROWD))
        time.sleep(2)
        run("podman", "kill", "--signal=KILL", site.copies[0].name)
        time.sleep(4)
        enough.set()
        again = [answer for answers in retries for answer in answers]
    statuses = Counter(answer.status for answer in first)
    print(f"\nOne copy of four killed: {dict(statuses)}; tried again: {len(again)}")
    assert set(statuses) <= {200, *CLEAN_REFUSALS}
    assert len(again) <= CROWD
    assert all(answer.status == 200 for answer in again)
    good = [json.loads(answer.body) for answer in [*first, *again] if answer.status == 200]
    assert all(answer == expected for answer in good)
