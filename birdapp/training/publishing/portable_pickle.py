"""A pickle module for `learn.export` whose files load on every system."""

from pathlib import Path, PurePosixPath
from typing import Any

import cloudpickle


class Pickler(cloudpickle.Pickler):
    """Writes paths as pure paths: a PosixPath cannot be loaded on Windows (fastai issue 1482)."""

    def reducer_override(self, obj: Any) -> Any:
        """Replace what Windows could not load."""
        if isinstance(obj, Path):
            return PurePosixPath, (obj.as_posix(),)
        return super().reducer_override(obj)
