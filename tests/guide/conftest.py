from pathlib import Path

import pytest

from birdapp.guide.bird_folder import Guide, read_guide
from tests.guide.birds import write


@pytest.fixture(scope="session")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The made-up birds of tests/guide/birds.py."""
    return read_guide(write(Path(tmp_path_factory.mktemp("birds"))))
