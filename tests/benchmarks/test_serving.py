import pytest

from tests.benchmarks import serving


def test_the_benchmark_prints_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    serving.main(repeats=1)
    printed = capsys.readouterr().out
    for engine in serving.ENGINES:
        assert f"{engine} engine" in printed
    assert printed.count("gunicorn start to first answer") == 2
    assert printed.count("12 MP") == 2
    assert printed.count("worker memory, peak") == 2
