import pytest

from tests.benchmarks import in_browser
from tests.browser.conftest import CHROMIUM


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
def test_the_benchmark_prints_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    in_browser.main(repeats=1)
    printed = capsys.readouterr().out
    assert printed.count("photo to answer") == len(in_browser.SIZES)
    assert printed.count("in times of the network") == len(in_browser.SIZES)
    assert "with it, after 12 MP, peak" in printed
