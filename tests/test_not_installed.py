"""Commands for which the slim installation is not enough."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from birdapp.settings import ROOT
from tests.galleries import row, write_gallery
from tests.guide.birds import write

MORE = ("requests", "tenacity", "flask_frozen", "torch", "torchvision", "fastai", "timm", "sklearn",
        "scipy", "onnx", "matplotlib", "cloudpickle")  # fmt: skip

AS_IN_A_SLIM_ENVIRONMENT = (
    f"import sys; sys.modules.update(dict.fromkeys({MORE})); "
    "from flask.cli import main; sys.argv[0] = 'flask'; main()"
)


def birds(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A `flask birds` command where nothing is installed but what serves."""
    return subprocess.run(
        [sys.executable, "-c", AS_IN_A_SLIM_ENVIRONMENT, "birds", *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, timeout=120, env=os.environ | {"TERM": "dumb"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("command", "needed", "way"),
    [
        (["gallery"], "requests", "-m pip install requests tenacity"),
        (["collect", "--photos", "{0}"], "requests", "-m pip install requests tenacity"),
        (["train", "--photos", "{0}", "--run", "{0}"], "", "install.py --tests"),
        (["evaluate", "--photos", "{0}", "--run", "{0}"], "", "install.py --tests"),
        (["compare", "--photos", "{0}", "--run", "{0}"], "", "install.py --tests"),
        (["export", "--run", "{0}"], "", "install.py --tests"),
        (["site", "{0}"], "Frozen-Flask", "install.py --light"),
    ],
)
def test_a_command_says_what_to_install(
    tmp_path: Path, command: list[str], needed: str, way: str
) -> None:
    done = birds(*(part.format(tmp_path) for part in command))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    said = done.stderr.strip().splitlines()[-1]
    assert said.startswith(f"Error: This needs {needed}") and way in said


def test_what_serves_is_enough_to_take_a_photo_down(tmp_path: Path) -> None:
    write_gallery(write(tmp_path), [row("tui", 1)])
    done = birds("gallery", "--models", tmp_path, "--remove", "tui/1")
    assert (done.returncode, done.stdout) == (0, "Removed tui/1.webp. It will not come back.\n")
