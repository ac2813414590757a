"""What is said of a bird, in sentences."""

import re
import unicodedata

from birdapp.guide.bird_folder import Guide
from birdapp.guide.region import MONTHS, Region
from birdapp.guide.species import Neighbour, Season, Species
from birdapp.recognition.identification import Identification
from birdapp.recognition.verdict import Level

SENTENCES: dict[Level, str] = {
    "almost_certainly": "Almost certainly {bird}",
    "probably": "Probably {bird}",
    "could_be": "Could be {bird}",
    "perhaps": "Perhaps {bird}, or a bird not on our list",
    "not_sure": "Not sure: the closest is {bird}",
    "none": "Probably none of the {count} birds on our list",
}
NEIGHBOUR = "None of the {count}: perhaps {bird}"
"""In the place of “none” where a bird outside the list is likely."""

VOWEL_SOUND = re.compile(
    r"hour|heir|hon(?:est|our)|(?!eu|ewe|one\b|once|u(?:[nrst][aeiou]|k))[aeiou]"
)
LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe"})
"""How a name begins that is heard with a vowel: an hour, an owl; but a Eurasian, a unicorn."""


def verdict(identification: Identification, guide: Guide) -> str:
    """The verdict as a sentence about the first of the ranking.

    Where that is “none” and a bird outside the list is likely, it is about that one.
    """
    if identification.level == "none" and identification.neighbour:
        bird = with_article(guide.neighbour(identification.neighbour.slug))
        return NEIGHBOUR.format(bird=bird, count=len(guide.species))
    first = guide.slugs.index(identification.ranking[0].slug)
    return sentence(identification.level, first, guide)


def sentence(level: Level, best: int, guide: Guide) -> str:
    """A verdict of this level about the species of index `best`."""
    bird = with_article(guide.species[best])
    return SENTENCES[level].format(bird=bird, count=len(guide.species))


def with_article(bird: Species | Neighbour) -> str:
    """The bird's name after “a” or “an”, by its sound, unless its entry says which."""
    return f"{article(bird)} {bird.common_name}"


def article(bird: Species | Neighbour) -> str:
    """“A” or “an” in small letters, by how the bird's name sounds, unless its entry says which."""
    return bird.article or _article(bird.common_name)


def percent(probability: float) -> str:
    """A probability in words that claim no more than is known: whole, and never 0 % or 100 %."""
    whole = int(100 * probability + 0.5)
    if whole < 1:
        return "< 1%"
    return "> 99%" if whole > 99 else f"{whole}%"


def _article(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    plain = letters.encode("ascii", "ignore").decode()
    return "an" if VOWEL_SOUND.match(plain.lstrip(" '\"-")) else "a"


def season(season: Season, region: Region) -> str:
    """When a migrant is there: the card's own words, or its months with their seasons."""
    runs = _runs(set(season.months))
    if season.note or not runs:
        return season.note
    names = [region.place_names[code] for code in season.places]
    where = f"in {', '.join(names)} " if names else "there "
    return f"Usually {where}{' and '.join(_span(run, region) for run in runs)}."


def _runs(months: set[int]) -> list[list[int]]:
    """Months that follow each other, across the turn of the year too; none where it is all year."""
    starts = [month for month in sorted(months) if (month - 2) % 12 + 1 not in months]
    runs = []
    for month in starts:
        run = [month]
        while run[-1] % 12 + 1 in months:
            run.append(run[-1] % 12 + 1)
        runs.append(run)
    return runs


def _span(run: list[int], region: Region) -> str:
    first, last = MONTHS[run[0] - 1], MONTHS[run[-1] - 1]
    if len(run) == 1:
        return f"in {first} ({region.season_of(run[0])})"
    seasons = list(dict.fromkeys(region.season_of(month) for month in run))
    ends = f"{seasons[0]} to {seasons[-1]}" if len(seasons) > 1 else seasons[0]
    if len(run) > 3 and region.season_of(run[0]) == region.season_of(run[-1]):
        return f"from {first} to {last}"
    return f"from {first} to {last} ({ends})"
