"""The plan of the house, drawn from the code: each room and file with the first line of what it
says about itself.

    python -m tests.architecture          prints it
    python -m tests.architecture --write  puts it into docs/ARCHITECTURE.md
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from birdapp.settings import ROOT

PAGE = ROOT / "docs" / "ARCHITECTURE.md"
BEGIN, END = "<!-- plan -->\n", "<!-- /plan -->\n"
COLUMN = 30


def plan(folder: Path = ROOT / "birdapp", depth: int = 0) -> Iterator[str]:
    """The lines of a room: itself, its files, then the rooms inside."""
    yield _line(f"{folder.name}/", _first_sentence(folder / "__init__.py"), depth)
    for file in sorted(folder.glob("*.py")):
        if file.name != "__init__.py":
            yield _line(file.name, _first_sentence(file), depth + 1)
    for room in sorted(path.parent for path in folder.glob("*/__init__.py")):
        yield from plan(room, depth + 1)


def _line(name: str, text: str, depth: int) -> str:
    return f"{'  ' * depth + name:{COLUMN}}{text}"


def _first_sentence(file: Path) -> str:
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split())


def drawn(page: str) -> str:
    """The page with the plan as it is now. Raises ValueError where the marks are missing."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}```text\n{chr(10).join(plan())}\n```\n{END}{after}"


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print("\n".join(plan()))
