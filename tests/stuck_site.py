"""The site, with a network that never comes back from the first photo it sees in each process."""

import itertools
import time
from typing import Any

from birdapp import create_app

app = create_app()
_engine = app.extensions["classifier"].engine
_run = _engine.run
_photos = itertools.count()


def _run_but_the_first(batch: Any) -> Any:
    if next(_photos) == 0:
        time.sleep(3600)
    return _run(batch)


_engine.run = _run_but_the_first
