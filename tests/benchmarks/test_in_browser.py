import subprocess
import sys

import pytest

from tests.benchmarks import in_browser
from tests.browser.conftest import CHROMIUM


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
def test_the_benchmark_prints_its_tables() -> None:
    # In a process of its own: Playwright may run already in this one.
    command = [sys.executable, "-m", in_browser.__name__, "1"]
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    assert printed.count("photo to answer") == len(in_browser.SIZES)
    assert printed.count("in times of the network") == len(in_browser.SIZES)
    assert "with it, after 12 MP, peak" in printed
