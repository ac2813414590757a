"""Secrets among the files of the project: python -m tests.security.secrets

Exit status 1 where something looks like a secret and answers.toml does not say why it is none.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

from birdapp.settings import ROOT
from tests.security.answers import answers


class Suspicion(NamedTuple):
    """What looks like a secret: where, of which kind, and itself."""

    file: str
    line: int
    kind: str
    text: str

    @property
    def reason(self) -> str:
        """Why it is none, or nothing."""
        found = (
            entry["reason"]
            for entry in answers("lookalikes")
            if fnmatch(self.file, entry["files"]) and re.fullmatch(entry["pattern"], self.text)
        )
        return next(found, "")


def tracked() -> list[str]:
    """The files of the project, with those that are about to be."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others"]
    listed = subprocess.run(
        [*command, "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


def suspicions(folder: Path, files: list[str]) -> Iterator[Suspicion]:
    found = SecretsCollection(root=str(folder))
    with default_settings():
        for file in files:
            found.scan_file(file)
    for file, secret in sorted(found, key=lambda each: (each[0], each[1].line_number)):
        yield Suspicion(file, secret.line_number, secret.type, secret.secret_value or "")


def main() -> int:
    files = tracked()
    found = list(suspicions(ROOT, files))
    print(f"{len(files)} files, {len(found)} findings")
    for each in found:
        print(f"  {each.file}:{each.line}: {each.kind}. {each.reason or 'NO ANSWER'}")
    return 0 if all(each.reason for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
