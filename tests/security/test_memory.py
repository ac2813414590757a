import http.client
import io
import os
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from tests.images import encode
from tests.security import bad_webp
from tests.security.corpus import SETTINGS, WORKER_CAP_MB
from tests.security.corpus_worker import peak_mb
from tests.serving import GUNICORN, running

CROWD = 24
SECONDS = 10


def large() -> list[bytes]:
    """Photos that cost the most memory, and uploads as large as they may be."""
    noise = Image.frombytes("RGB", (2600, 2500), os.urandom(2600 * 2500 * 3))
    file = io.BytesIO()
    noise.save(file, "PNG", compress_level=0)
    return [
        encode(Image.new("RGBA", (8000, 6250), (1, 2, 3, 4)), "PNG", compress_level=1),
        encode(Image.new("RGB", (8000, 6250), (9, 9, 9)), "JPEG", progressive=True),
        bad_webp.flat(5000, 5000),
        file.getvalue(),
        bytes(19_900_000),
    ]


def test_a_crowd_with_the_largest_uploads_stays_below_the_cap(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("reads /proc")
    photos = large()
    seen: Counter[object] = Counter()

    def visit(number: int, host: str, until: float) -> None:
        while time.monotonic() < until:
            number += 1
            connection = http.client.HTTPConnection(host, timeout=60)
            try:
                connection.request("POST", "/api/v1/identify", photos[number % len(photos)])
                seen[connection.getresponse().status] += 1
            except OSError:
                seen["hung up"] += 1
            finally:
                connection.close()

    with running(GUNICORN, tmp_path, **SETTINGS) as server:
        host, until = server.url.removeprefix("http://"), time.monotonic() + SECONDS
        crowd = [threading.Thread(target=visit, args=(n, host, until)) for n in range(CROWD)]
        for visitor in crowd:
            visitor.start()
        for visitor in crowd:
            visitor.join()
        most = peak_mb(server)
    print(f"\n{dict(seen)}: at most {most:.0f} of {WORKER_CAP_MB} MB")
    assert most <= WORKER_CAP_MB
    assert seen[200] and seen[503]
    assert set(seen) <= {200, 415, 503, "hung up"}
