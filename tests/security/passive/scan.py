"""The whole scan: every page and file, every error page, every probe."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.security.passive import mistakes
from tests.security.passive.checks import CHECKS, Check
from tests.security.passive.probes import PROBES, Probe
from tests.security.passive.web import Answer, Site

KNOWN = ("/healthz", "/readyz", "/metrics", "/favicon.ico", "/robots.txt", "/api/v1/model")


class Finding(NamedTuple):
    """Something that should not be: what looked for it, where and what."""

    by: str
    where: str
    what: str


def pages(site: Site) -> list[Answer]:
    """All that the site has to say."""
    return [*site.crawl(*KNOWN, "/api/v1/openapi.json", "/api/v1/species"), *mistakes.answers(site)]


def check(answers: Iterable[Answer], site: Site, *checks: Check) -> Iterator[Finding]:
    for answer in answers:
        for look in checks:
            yield from (Finding(look.__name__, answer.asked, what) for what in look(answer, site))


def probe(site: Site, *probes: Probe) -> Iterator[Finding]:
    for attempt in probes:
        for answer, what in attempt(site):
            yield Finding(attempt.__name__, answer.asked, what)


def scan(site: Site) -> tuple[list[Answer], list[Finding]]:
    answers = pages(site)
    return answers, [*check(answers, site, *CHECKS), *probe(site, *PROBES)]


def table(answers: list[Answer], findings: list[Finding]) -> str:
    found = Counter(finding.by for finding in findings)
    lines = [f"{len(answers)} answers looked at", f"{'looked for':16}{'findings':>8}"]
    lines += [f"{each.__name__:16}{found[each.__name__]:8}" for each in (*CHECKS, *PROBES)]
    alike = Counter((by, what) for by, _, what in findings)
    first = {(by, what): where for by, where, what in reversed(findings)}
    lines += [f"{by}: {what}: {first[by, what]} ({n} in all)" for (by, what), n in alike.items()]
    return "\n".join(lines)
