"""The photos in a folder of files, as cameras, phones and network drives leave it."""

import os
from collections.abc import Collection
from pathlib import Path

NOT_OURS = {
    "@eadir", "@tmp", "@recycle", "#recycle", "#snapshot", "$recycle.bin", "__macosx",
    "lost+found", "system volume information",
}  # fmt: skip
"""Where systems keep thumbnails, rubbish and records beside people's own; in small letters."""


def photo_files(folder: Path, suffixes: Collection[str]) -> list[Path]:
    """All files below `folder` that end in one of `suffixes`, sorted.

    What is hidden is left out, and so are the systems' own folders: a Mac lays "._IMG.JPG" beside
    each photo, which is none.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        files = [Path(place, name) for name in names if not _is_hidden(name)]
        found += [file for file in files if file.suffix.lower() in suffixes and file.is_file()]
    return sorted(found)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.lower() in NOT_OURS
