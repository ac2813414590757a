"""Scan a site, or a server of our own: python -m tests.security.passive [URL]"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.security.passive.scan import scan, table
from tests.security.passive.web import Site
from tests.serving import GUNICORN, running


def main(url: str = "") -> int:
    with ExitStack() as stack:
        answers, findings = scan(Site(url or stack.enter_context(own_server())))
    print(table(answers, findings))
    return 1 if findings else 0


@contextmanager
def own_server() -> Iterator[str]:
    """The address of a server that is started for the scan."""
    variables = {"BIRDAPP_ENGINE": "onnx", "BIRDAPP_RATE_LIMIT": "off"}
    with (
        tempfile.TemporaryDirectory() as folder,
        running(GUNICORN, Path(folder), **variables) as server,
    ):
        yield server.url


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
