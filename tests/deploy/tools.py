"""Programs that tests of the deployment need; CI has them, a laptop may not."""

import os
import shutil

import pytest


def need(*tools: str) -> None:
    """Skip the test where a program is missing or we are not root; in CI, fail."""
    missing = [tool for tool in tools if not shutil.which(tool)]
    if not missing and os.geteuid() == 0:
        return
    reason = f"needs root and {', '.join(missing or tools)}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
