"""The folder that the site is put into: what we wrote there is ours, and all else is left alone."""

from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

MARK = ".birds-site"
"""In the folder, by name, all that we wrote; a folder without it holds no site of ours."""

FIRST_LINE = "Written by `flask birds site`, which takes away again what is named here, no more."

BESIDE = (".git*", ".nojekyll", "CNAME")
"""What may lie in a folder that we have not written yet."""


class NotOursError(Exception):
    """There is something in the folder that somebody else has put there."""


def check(folder: Path) -> None:
    """Raise NotOursError for a folder with something in it, and no site of ours."""
    if (folder / MARK).exists() or not folder.exists():
        _ours(folder)
        return
    others = [entry.name for entry in folder.iterdir() if not _may_lie_beside(entry.name)]
    if others:
        raise NotOursError(
            f"{folder} is not empty, and does not hold an earlier site. Name another folder."
        )


def put(made: Path, folder: Path) -> int:
    """Put what was made into the folder, in the place of what we wrote before.

    A file that has not changed is not touched. Gives the number of the site's files.
    """
    before, now = _ours(folder), _files(made)
    for name in sorted(now - before):
        if (folder / name).exists() and not _is_same(made / name, folder / name):
            raise NotOursError(
                f"{folder / name} would be written over, and is not of an earlier site. "
                "Move it away, or name another folder."
            )
    folder.mkdir(parents=True, exist_ok=True)
    # Before the first file, so that who breaks off can begin again.
    _note(folder, before | now)
    for name in sorted(now):
        if not _is_same(made / name, folder / name):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((made / name).read_bytes())
    for name in sorted(before - now):
        _take_away(folder, name)
    _note(folder, now)
    return len(now) + 1


def _may_lie_beside(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in BESIDE)


def _ours(folder: Path) -> set[str]:
    mark = folder / MARK
    if not mark.exists():
        return set()
    first, *names = mark.read_text(encoding="utf-8").splitlines()
    paths = [PurePosixPath(name) for name in names]
    if first != FIRST_LINE or any(path.is_absolute() or ".." in path.parts for path in paths):
        raise NotOursError(f"{mark} was not written by this command. Name another folder.")
    return {*names}


def _note(folder: Path, names: set[str]) -> None:
    (folder / MARK).write_text("\n".join([FIRST_LINE, *sorted(names), ""]), encoding="utf-8")


def _files(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def _take_away(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    for parent in (folder / name).parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            return
        parent.rmdir()
