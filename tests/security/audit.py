"""Known vulnerabilities of the packages that serve, and of all: python -m tests.security.audit

Exit status 0: none, or each has an answer in answers.toml. 1: some have none. 2: nobody could be
asked, so nothing is known.
"""

import json
import subprocess
import sys
from typing import Any, NamedTuple

from birdapp.settings import ROOT
from tests.security.answers import answers

LOCK = ROOT / "requirements-slim.lock"
WHAT = {
    LOCK.name: ("--disable-pip", "--requirement", str(LOCK)),
    "installed packages": ("--local",),
}


class Unreachable(Exception):
    """The service that knows the advisories gave no answer; `str(error)` says why."""


class Advisory(NamedTuple):
    """A known vulnerability of a package, or one that nobody could look up: its id is its name."""

    package: str
    ids: frozenset[str]
    remedy: str

    @property
    def reason(self) -> str:
        """Why it may stay, or nothing."""
        found = (entry["reason"] for entry in answers("advisories") if entry["id"] in self.ids)
        return next(found, "")


def audit(what: str, *service: str) -> list[Advisory]:
    """What is known about the packages; `service` are pip-audit's options for whom to ask.

    Raises Unreachable.
    """
    done = subprocess.run(
        [
            sys.executable, "-W", "ignore", "-m", "pip_audit", "--format=json",
            "--progress-spinner=off", *WHAT[what], *service,
        ],
        capture_output=True, text=True,
    )  # fmt: skip
    try:
        report = json.loads(done.stdout)
    except ValueError as error:
        raise Unreachable(done.stderr.strip().splitlines()[-1]) from error
    return read(report)


def read(report: dict[str, Any]) -> list[Advisory]:
    """The advisories of pip-audit's report, which calls it a success if nothing was looked up."""
    packages = report["dependencies"]
    unknown = [package for package in packages if "skip_reason" in package]
    if len(unknown) == len(packages):
        raise Unreachable(unknown[0]["skip_reason"] if unknown else "There are no packages.")
    return [
        *(Advisory(p["name"], frozenset({p["name"]}), p["skip_reason"]) for p in unknown),
        *(
            Advisory(
                f"{package['name']} {package['version']}",
                frozenset({found["id"], *found["aliases"]}),
                f"repaired in {', '.join(found['fix_versions']) or 'no version'}",
            )
            for package in packages
            for found in package.get("vulns", [])
        ),
    ]


def told(what: str, advisories: list[Advisory]) -> str:
    lines = [
        f"  {advisory.package}: {', '.join(sorted(advisory.ids))}, {advisory.remedy}. "
        f"{advisory.reason or 'NO ANSWER'}"
        for advisory in advisories
    ]
    return "\n".join([f"{what}: {len(advisories)} findings", *lines])


def main(*service: str) -> int:
    found: list[Advisory] = []
    for what in WHAT:
        try:
            advisories = audit(what, *service)
        except Unreachable as error:
            print(f"{what}: NOT AUDITED, the advisories could not be looked up. {error}")
            return 2
        print(told(what, advisories))
        found += advisories
    return 0 if all(advisory.reason for advisory in found) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
