"""Several answers as a CSV file: one row a photo, one column a species."""

import csv
import io
from collections.abc import Iterable
from urllib.parse import quote

from birdapp.guide.bird_folder import Guide
from birdapp.guide.wording import verdict
from birdapp.web.answers.answer import Answer, Refusal

BOM = "\ufeff"


def columns(guide: Guide) -> list[str]:
    """The head of the file. `correction` is empty and last: the page fills it in when somebody says
    which bird it was. `neighbour` is the bird outside the list that it may well be, if any."""
    places = [guide.region.places.called] if guide.region.places else []
    return ["photo", "verdict", *guide.vocab, *places, "month", "neighbour", "correction"]


def to_csv(results: Iterable[Answer | Refusal], guide: Guide) -> str:
    """The photo's own probabilities, unrounded; what could not be identified keeps a row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns(guide))
    for result in results:
        writer.writerow([_harmless(result.name), *_cells(result, guide)])
    return text.getvalue()


def to_data_uri(results: Iterable[Answer | Refusal], guide: Guide) -> str:
    """The CSV as a link that can be saved without asking the server again.

    Its first character tells Excel that it is UTF-8; without it, accents become other letters.
    """
    return "data:text/csv;charset=utf-8," + quote(BOM + to_csv(results, guide))


def _cells(result: Answer | Refusal, guide: Guide) -> list[object]:
    if isinstance(result, Refusal):
        return [result.sentence, *[""] * (len(columns(guide)) - 2)]
    answer, where = result.identification, result.where
    by_slug = {score.slug: score.probability for score in answer.ranking}
    return [
        verdict(answer, guide),
        *[by_slug[slug] for slug in guide.slugs],
        answer.none_of_these,
        *([where.place if where else ""] if guide.region.places else []),
        where.month or "" if where else "",
        answer.neighbour.slug if answer.neighbour else "",
        "",
    ]


def _harmless(name: str) -> str:
    """A spreadsheet takes a cell that begins with one of these for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@")) else name
