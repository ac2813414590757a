"""Where and when: what state and month say about each species, as a prior that can be checked."""

from dataclasses import dataclass, replace
from typing import Literal

from birdapp.guide import species
from birdapp.guide.species import Season
from birdapp.recognition.identification import Identification, Score
from birdapp.recognition.verdict import Thresholds, judge

Occurrence = Literal["common", "local", "absent", "out_of_season"]

WEIGHTS: dict[Occurrence, float] = {
    "common": 1.0,
    "local": 0.5,
    "absent": 0.05,
    "out_of_season": 0.05,
}
"""What a probability is multiplied with before all are scaled to sum to 1 again.

"None of these" keeps weight 1. No weight is 0: birds escape, stray and spread.
"""

STATES = {
    "ACT": "Australian Capital Territory",
    "NSW": "New South Wales",
    "NT": "Northern Territory",
    "QLD": "Queensland",
    "SA": "South Australia",
    "TAS": "Tasmania",
    "VIC": "Victoria",
    "WA": "Western Australia",
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class WhereAndWhen:
    """A state or territory and, where it is known, a month from 1 to 12."""

    state: str
    month: int | None = None

    def __str__(self) -> str:
        state = STATES[self.state]
        return f"{state}, {self._month_name()}" if self.month else state

    def occurrence(self, slug: str) -> Occurrence:
        """What the species list says about this species there and then."""
        card = species.get(slug)
        if card.season and self._misses(card.season):
            return "out_of_season"
        return card.presence.get(self.state, "common")  # type: ignore[return-value]

    def _misses(self, season: Season) -> bool:
        return bool(self.month) and self.state in season.states and self.month not in season.months

    def _month_name(self) -> str:
        return MONTHS[self.month - 1] if self.month else ""

    def remark(self, slug: str) -> str:
        """The occurrence in words; empty for a bird that is common there."""
        return {
            "common": "",
            "local": f"only in parts of {self.state}",
            "absent": f"does not live in {self.state}",
            "out_of_season": f"usually away from {self.state} in {self._month_name()}",
        }[self.occurrence(slug)]


def read(state: str, month: str) -> WhereAndWhen | None:
    """What was asked for; None without a state. Raises ValueError, in words, for nonsense."""
    if state and state not in STATES:
        raise ValueError(f"The state must be one of {', '.join(STATES)}.")
    if month and month not in {str(number) for number in range(1, 13)}:
        raise ValueError("The month must be a number from 1 to 12.")
    return WhereAndWhen(state, int(month) if month else None) if state else None


def weigh(
    identification: Identification, where: WhereAndWhen, thresholds: Thresholds
) -> Identification:
    """The same answer with the prior weighed in: ranking, "none of these" and verdict."""
    weighed = {
        score.slug: score.probability * WEIGHTS[where.occurrence(score.slug)]
        for score in identification.ranking
    }
    total = sum(weighed.values()) + identification.none_of_these
    ranking = tuple(
        Score(slug, weighed[slug] / total)
        for slug in sorted(weighed, key=weighed.get, reverse=True)  # type: ignore[arg-type]
    )
    none = identification.none_of_these / total
    best = ranking[0]
    name = species.get(best.slug).common_name
    return replace(
        identification,
        verdict=judge(name, best.probability, none, thresholds),
        ranking=ranking,
        none_of_these=none,
    )
