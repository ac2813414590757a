"""A bird folder to begin with."""

import shutil
from pathlib import Path

EXAMPLE = Path(__file__).with_name("example")


def new_folder(folder: Path) -> None:
    """Write the example folder to `folder`.

    Raises FileExistsError where something is there already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
