"""From JSON to dataclasses, by their type hints: the bird folder's files.

Own code, because what is wrong has to be told all at once and in words, at a start that may not
become slower: the libraries for it stop at the first fault or take longer to import than the rest.
"""

import re
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

Tell = Callable[[str, str], None]
"""Takes a fault: the entry that it is in, and a sentence."""

UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""What no page can show: control characters, and halves of surrogate pairs."""

NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def read(kind: Any, value: Any, entry: str, tell: Tell) -> Any:
    """`value` as a `kind`: a dataclass, a tuple, a dict, a Literal, a plain type, or None.

    What does not fit is told, and an empty value takes its place, so that the reading goes on.
    """
    if kind is str and _is_fit(value):
        return value
    if is_dataclass(kind):
        return _object(kind, value, entry, tell)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if value is None else read(arguments[0], value, entry, tell)
    if origin is tuple:
        return _tuple(arguments, value, entry, tell)
    if origin is dict:
        return _dict(arguments[1], value, entry, tell)
    if origin is Literal:
        return _choice(arguments, value, entry, tell)
    if type(value) is not kind and not (kind is float and type(value) is int):
        tell(entry, f"must be {NAMES[kind]}, not {shown(value)}")
        return kind()
    if kind is str and not _is_fit(value):
        tell(entry, "must be a text on one line, without spaces around it")
        return ""
    return value


def _is_fit(value: Any) -> bool:
    return type(value) is str and not UNFIT.search(value) and value == value.strip()


def shown(value: Any) -> str:
    """A value from a file, short enough for a sentence."""
    text = {True: "true", False: "false", None: "null"}.get(value) if _is_constant(value) else None
    text = text or repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"


def _is_constant(value: Any) -> bool:
    return value is None or isinstance(value, bool)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _object(kind: Any, value: Any, entry: str, tell: Tell) -> Any:
    if not isinstance(value, dict):
        tell(entry, f"must be an object in braces, not {shown(value)}")
        return None
    known = {field.name: field for field in fields(kind)}
    for name in (name for name in value if name not in known):
        tell(entry, f"{shown(name)} is not a known entry")
    missing = [
        name for name, field in known.items() if name not in value and field.default is MISSING
    ]
    for name in missing:
        tell(entry, f"“{name}” is missing")
    for name, field in known.items():
        if field.default is MISSING and value.get(name) == "":
            tell(f"{entry}, {name}", "must not be empty")
    return kind(
        **{name: _empty(_hints(kind)[name]) for name in missing},
        **{
            name: read(_hints(kind)[name], value[name], f"{entry}, {name}", tell)
            for name in known
            if name in value
        },
    )


def _empty(kind: Any) -> Any:
    origin = get_origin(kind) or kind
    if is_dataclass(kind) or origin is UnionType:
        return None
    return get_args(kind)[0] if origin is Literal else origin()


def _tuple(kinds: tuple, value: Any, entry: str, tell: Tell) -> tuple:
    if not isinstance(value, list):
        tell(entry, f"must be a list in brackets, not {shown(value)}")
        return ()
    if kinds[0] is str and all(item and _is_fit(item) for item in value):
        return tuple(value)
    if kinds[-1] is not Ellipsis and len(value) != len(kinds):
        tell(entry, f"must have {len(kinds)} entries, not {len(value)}")
        return ()
    items = []
    for number, item in enumerate(value, start=1):
        if item == "":
            tell(f"{entry} {number}", "must not be empty")
        items.append(read(kinds[0], item, f"{entry} {number}", tell))
    return tuple(item for item in items if item is not None)


def _dict(kind: Any, value: Any, entry: str, tell: Tell) -> dict[str, Any]:
    if not isinstance(value, dict):
        tell(entry, f"must be an object in braces, not {shown(value)}")
        return {}
    return {name: read(kind, item, f"{entry} {name}", tell) for name, item in value.items()}


def _choice(allowed: tuple, value: Any, entry: str, tell: Tell) -> Any:
    if value not in allowed:
        words = ", ".join(f"“{word}”" if word else "nothing" for word in allowed)
        tell(entry, f"must be one of {words}, not {shown(value)}")
        return allowed[0]
    return value
