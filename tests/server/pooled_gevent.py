"""gunicorn's gevent worker, told to work on photos in real threads; else one photo stops all."""

from collections.abc import Callable
from typing import Any

from gevent import get_hub  # type: ignore[import-not-found]
from gunicorn.workers.ggevent import GeventWorker


class PooledGevent(GeventWorker):
    """What the gate lets in goes to the hub's thread pool, where native code holds no client up."""

    def load_wsgi(self) -> None:
        super().load_wsgi()
        gate = self.wsgi.extensions["gate"]
        run = gate.run

        def run_in_the_pool(work: Callable[[], Any]) -> Any:
            return run(lambda: get_hub().threadpool.apply(work))

        gate.run = run_in_the_pool
