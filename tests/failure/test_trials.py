import sys
from pathlib import Path

import pytest

from tests.failure.trials import TRIALS, told

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux, for its /proc")


@pytest.mark.parametrize("name", TRIALS)
def test_nothing_is_served_wrong(name: str, tmp_path: Path) -> None:
    record = TRIALS[name](tmp_path)
    print(f"\n{told(name, record)}")
    assert record.wrong == []
    assert record.stray == []
    assert record.served_afterwards
