"""Commands of docs/DEPLOY.md and its like, so that tests can run what people are told to run."""

import re

from birdapp.settings import ROOT


def commands(heading: str, number: int = 0, page: str = "DEPLOY.md") -> str:
    """The `number`th block of shell commands under a heading of a page in docs/, word for word."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    section = re.split(r"^##+ ", text, flags=re.MULTILINE)
    (chosen,) = [part for part in section if part.startswith(heading + "\n")]
    blocks = re.findall(r"```sh\n(.*?)```", chosen, re.DOTALL)
    return blocks[number]
