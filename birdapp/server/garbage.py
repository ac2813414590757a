"""A pause for the garbage collector while the app starts."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_has_frozen = False


@contextmanager
def nothing_is_garbage() -> Iterator[None]:
    """What a start makes stays for good: to search it for garbage takes a tenth of the start, and
    10 ms of some photo's time ever after. Of several apps, as in tests, only the first stays."""
    global _has_frozen
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not _has_frozen:
            gc.freeze()
            _has_frozen = True
        if was_enabled:
            gc.enable()
