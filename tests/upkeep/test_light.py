import os
import subprocess
import sys
from importlib.metadata import packages_distributions

from birdapp.settings import ROOT
from upkeep.lock import pins

AS_IN_A_LIGHT_ENVIRONMENT = (
    "import sys, pytest; sys.modules.update(dict.fromkeys(sys.argv[1:])); "
    "sys.exit(pytest.main(['--collect-only', '-q', '-p', 'no:cacheprovider', '@tests/light.txt']))"
)


def test_what_is_called_light_needs_nothing_heavy() -> None:
    light = {name.replace("-", "_") for name in pins(ROOT / "requirements-light.lock")}
    heavy = [
        module
        for module, owners in packages_distributions().items()
        if not light.intersection(owner.lower().replace("-", "_") for owner in owners)
    ]
    assert {"torch", "fastai", "onnx", "sklearn", "yaml", "playwright"} <= {*heavy}
    done = subprocess.run(
        [sys.executable, "-c", AS_IN_A_LIGHT_ENVIRONMENT, *heavy],
        cwd=ROOT, capture_output=True, text=True,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tests/web/test_api.py::" in done.stdout
