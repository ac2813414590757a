import pytest

from tests.deploy.wheels import main

pytest.importorskip("uv")


def test_nobody_needs_a_compiler() -> None:
    assert main([]) == 0
