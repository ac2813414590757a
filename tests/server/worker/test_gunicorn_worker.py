"""Whether gunicorn still has what our worker replaces; what it does is in tests/server/worker."""

import inspect

import gunicorn
import pytest
from gunicorn.workers.gthread import ThreadWorker

from birdapp.server.worker.gunicorn_worker import OF_GUNICORN, PhotoWorker


@pytest.mark.parametrize("name", OF_GUNICORN)
def test_gunicorn_has_what_the_worker_relies_on(name: str) -> None:
    expected = f"{name}({', '.join(OF_GUNICORN[name])})"
    method = getattr(ThreadWorker, name, None)
    assert method, f"gunicorn {gunicorn.__version__}'s threaded worker lacks {expected}"
    found = f"{name}({', '.join(inspect.signature(method).parameters)})"
    assert found == expected, (
        f"gunicorn {gunicorn.__version__}'s threaded worker has {found} where birdapp/server/"
        f"gunicorn_worker.py relies on {expected}"
    )


def test_nothing_else_of_gunicorns_is_replaced() -> None:
    replaced = {
        name for name in vars(PhotoWorker) if hasattr(ThreadWorker, name) and name[:2] != "__"
    }
    assert replaced <= set(OF_GUNICORN)
