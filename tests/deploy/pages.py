"""The commands of docs/DEPLOY.md, so that tests can run what people are told to run."""

import re

from birdapp.settings import ROOT


def commands(heading: str, number: int = 0) -> str:
    """The `number`th block of shell commands under a heading of docs/DEPLOY.md, word for word."""
    page = (ROOT / "docs" / "DEPLOY.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", page, flags=re.MULTILINE)
    (chosen,) = [part for part in section if part.startswith(heading + "\n")]
    blocks = re.findall(r"```sh\n(.*?)```", chosen, re.DOTALL)
    return blocks[number]
