"""A new copy of the site that is started beside an old one, behind a balancer."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.conftest import GUIDE
from tests.failure.crowd import Crowd, Record
from tests.failure.load import A_WHILE, TWO_WORKERS
from tests.recognition.test_manifest import flip_a_bit
from tests.serving import GUNICORN, Server, running


def new_copy_is_broken(folder: Path) -> Record:
    """It never gets ready, so no photo reaches it, and the old one goes on."""
    models = harmed(folder / "models", "birds.onnx", flip_a_bit)
    with running(GUNICORN, folder, **TWO_WORKERS) as old:
        copies = [old]
        with Crowd(lambda: newest_ready(copies).url) as crowd:
            crowd.wait_for(A_WHILE)
            broken = TWO_WORKERS | {"BIRDAPP_MODELS": str(models)}
            with running(GUNICORN, folder, "/healthz", **broken) as new:
                copies.append(new)
                crowd.wait_for(2 * A_WHILE)
                assert new.status("/readyz") == 503
                assert "/identify" not in new.log
    return crowd.record()


def newest_ready(copies: list[Server]) -> Server:
    """The copy to which a balancer sends the next photo."""
    return next(copy for copy in reversed(copies) if copy.status("/readyz") == 200)


def harmed(models: Path, name: str, harm: Callable[[Path], None]) -> Path:
    """A bird folder for the ONNX engine, one of its files harmed."""
    models.mkdir()
    for file in ("birds.onnx", "birds.json", "species.json", "region.json"):
        shutil.copy(GUIDE.folder / file, models)
    harm(models / name)
    return models
