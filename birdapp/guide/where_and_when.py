"""Where and when: what place and month say about each species, as a prior that can be checked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from birdapp.guide.bird_folder import Guide
from birdapp.guide.region import MONTHS, Occurrence, OccurrenceWords, Region
from birdapp.guide.species import Season, Species
from birdapp.recognition.identification import Identification, Score
from birdapp.recognition.verdict import Thresholds, judge


@dataclass(frozen=True)
class WhereAndWhen:
    """A place of the region by its code and, where it is known, a month from 1 to 12.

    The place is empty in a region that is not divided.
    """

    region: Region
    place: str = ""
    month: int | None = None

    def __str__(self) -> str:
        place = self.region.place_names.get(self.place, "")
        return ", ".join(words for words in (place, self.month_name) if words)

    @property
    def month_name(self) -> str:
        """The month in words, if it is known."""
        return MONTHS[self.month - 1] if self.month else ""

    def occurrence(self, card: Species) -> Occurrence:
        """What the card says about the species there and then; of what it is silent, common."""
        presence = (card.presence or {}).get(self.place, "common")
        if presence != "absent" and card.season and self._misses(card.season):
            return "out_of_season"
        return presence

    def _misses(self, season: Season) -> bool:
        return bool(self.month) and self._concerns(season) and self.month not in season.months

    def _concerns(self, season: Season) -> bool:
        return not season.places or self.place in season.places

    def is_season_of(self, card: Species) -> bool:
        """Whether the bird is there in this month, and in others not."""
        season = card.season
        return season is not None and self.month in season.months and self._concerns(season)

    def words(self, card: Species) -> OccurrenceWords:
        """What that does to a probability, and what is said of it."""
        words: OccurrenceWords = getattr(self.region.occurrence, self.occurrence(card))
        return words

    def remark(self, card: Species) -> str:
        """The occurrence in words; empty for a bird that is common there."""
        return self.words(card).remark.format(place=self.place, month=self.month_name)


def read(region: Region, place: str, month: str) -> WhereAndWhen | None:
    """What was asked for; None where that says nothing. Raises ValueError, in words, for nonsense.

    A month counts with a place only, where the region is divided.
    """
    if place and place not in region.place_names:
        if not region.places:
            raise ValueError("This site knows no places.")
        raise ValueError(
            f"The {region.places.called} must be one of {', '.join(region.place_names)}."
        )
    if month and month not in {str(number) for number in range(1, 13)}:
        raise ValueError("The month must be a number from 1 to 12.")
    if not place and (region.places or not month):
        return None
    return WhereAndWhen(region, place, int(month) if month else None)


def likely(cards: Iterable[Species], where: WhereAndWhen) -> tuple[Species, ...]:
    """The birds by the weights of the region: those that are common there and then come first.

    Among equals come first those that are there for some months only: they will be gone again. More
    is not known of how often a bird is met, so the others stay in their order.
    """
    return tuple(
        sorted(cards, key=lambda card: (-where.words(card).weight, not where.is_season_of(card)))
    )


def weigh(
    identification: Identification, where: WhereAndWhen, guide: Guide, thresholds: Thresholds
) -> Identification:
    """The same answer with the prior weighed in: ranking, "none of these" and verdict.

    "None of these" keeps weight 1, and so does the bird outside the list that is a part of it. No
    weight is 0: birds escape, stray and spread.
    """
    weighed = {
        score.slug: score.probability * where.words(guide.get(score.slug)).weight
        for score in identification.ranking
    }
    total = sum(weighed.values()) + identification.none_of_these
    ranking = tuple(
        Score(slug, weighed[slug] / total)
        for slug in sorted(weighed, key=weighed.get, reverse=True)  # type: ignore[arg-type]
    )
    none = identification.none_of_these / total
    return replace(
        identification,
        level=judge(ranking[0].probability, none, thresholds),
        ranking=ranking,
        none_of_these=none,
        neighbour=_scaled(identification.neighbour, 1 / total, thresholds.neighbour),
    )


def _scaled(neighbour: Score | None, scale: float, least: float) -> Score | None:
    """The neighbour by its new probability; none where that is less than `least`."""
    if neighbour is None or neighbour.probability * scale < least:
        return None
    return replace(neighbour, probability=neighbour.probability * scale)
