"""What is said of a bird, in sentences."""

import re
import unicodedata

from birdapp.guide.bird_folder import Guide
from birdapp.guide.region import MONTHS, Region
from birdapp.guide.species import Season, Species
from birdapp.recognition.identification import Identification
from birdapp.recognition.verdict import Level

SENTENCES: dict[Level, str] = {
    "almost_certainly": "Almost certainly {bird}",
    "probably": "Probably {bird}",
    "could_be": "Could be {bird}",
    "not_sure": "Not sure: the closest is {bird}",
    "none": "Probably none of the {count} birds on our list",
}

VOWEL_SOUND = re.compile(r"hour|heir|hon(?:est|our)|(?!eu|ewe|one\b|once|u[nrst][aeiou])[aeiou]")
"""How a name begins that is heard with a vowel: an hour, an owl; but a Eurasian, a unicorn."""


def verdict(identification: Identification, guide: Guide) -> str:
    """The verdict as a sentence about the first of the ranking."""
    first = guide.slugs.index(identification.ranking[0].slug)
    return sentence(identification.level, first, guide)


def sentence(level: Level, best: int, guide: Guide) -> str:
    """A verdict of this level about the species of index `best`."""
    bird = with_article(guide.species[best])
    return SENTENCES[level].format(bird=bird, count=len(guide.species))


def with_article(card: Species) -> str:
    """The bird's name after “a” or “an”, by its sound, unless the card says which."""
    return f"{card.article or _article(card.common_name)} {card.common_name}"


def _article(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "an" if VOWEL_SOUND.match(plain.lstrip(" '\"-")) else "a"


def season(season: Season, region: Region) -> str:
    """When a migrant is there: the card's own words, or its months with their seasons."""
    if season.note:
        return season.note
    if len(set(season.months)) == 12:
        return ""
    first, last = _ends(set(season.months))
    months = _span("from ", MONTHS[first - 1], MONTHS[last - 1]) or f"in {MONTHS[first - 1]}"
    begins, ends = region.season_of(first), region.season_of(last)
    return f"Usually there {months} ({_span('', begins, ends) or begins})."


def _span(preposition: str, first: str, last: str) -> str:
    return "" if first == last else f"{preposition}{first} to {last}"


def _ends(months: set[int]) -> tuple[int, int]:
    """The month after one that is missing, and the last before the next that is; years go round."""
    first = next(month for month in sorted(months) if (month - 2) % 12 + 1 not in months)
    last = first
    while last % 12 + 1 in months:
        last = last % 12 + 1
    return first, last
