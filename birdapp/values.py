"""From a variable's text to a setting's value; each raises an error where it can be none."""

import re
from pathlib import Path

ORIGIN = re.compile(r"https?://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?")
"""What a browser calls an origin, and what a Content-Security-Policy takes for many of them."""


def switch(text: str) -> bool:
    """On or off."""
    return {"1": True, "on": True, "true": True, "0": False, "off": False, "false": False}[
        text.lower()
    ]


def engine(text: str) -> str:
    """What may answer."""
    if text not in ("auto", "fastai", "onnx"):
        raise ValueError(text)
    return text


def at_least_one(text: str) -> int:
    """A whole number from 1."""
    return _at_least(1, int(text))


def at_least_none(text: str) -> int:
    """A whole number from 0."""
    return _at_least(0, int(text))


def _at_least(least: int, number: int) -> int:
    if number < least:
        raise ValueError(number)
    return number


def port(text: str) -> int:
    """A port of TCP."""
    if int(text) > 65_535:
        raise ValueError(text)
    return at_least_one(text)


def secret(text: str) -> str:
    """A key that nobody guesses: at least 16 characters, and not one of them over and over."""
    if len(text) < 16 or len(set(text)) < 6:
        raise ValueError("too weak")
    return text


def rate(text: str) -> str | None:
    """So many in a time, as the library `limits` writes it; None for off."""
    if text.lower() == "off":
        return None
    from limits import parse_many  # 20 ms, which the default need not wait for

    if not all(limit.amount and limit.multiples for limit in parse_many(text)):
        raise ValueError(text)
    return text


def log_form(text: str) -> str:
    """How the log is written."""
    if text not in ("text", "json"):
        raise ValueError(text)
    return text


def folder(text: str) -> Path:
    """A path, ~ included."""
    return Path(text).expanduser()


def words(text: str) -> list[str]:
    """What stands between commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def origins(text: str) -> list[str]:
    """Origins between commas, as they stand in a Content-Security-Policy."""
    found = words(text)
    for origin in found:
        if not ORIGIN.fullmatch(origin):
            raise ValueError(origin)
    return found
