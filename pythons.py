"""Which Pythons run the app. Any Python can read this file, so that one that is too old says so."""

import sys

OLDEST = (3, 11)
NEWEST = (3, 14)


def complaint(version=sys.version_info):
    """One sentence about a Python that is out of the range, or None."""
    this = tuple(version[:2])
    if OLDEST <= this <= NEWEST:
        return None
    numbers = OLDEST + NEWEST + this
    return "Urban Bird Recognizer needs Python {}.{} to {}.{}; this is {}.{}.".format(*numbers)


def check():
    """Leave with that sentence where there is one."""
    said = complaint()
    if said:
        sys.exit(said)
