"""Several answers as a CSV file: one row a photo, one column a species."""

import csv
import io
from collections.abc import Iterable
from urllib.parse import quote

from birdapp.guide.species import NONE, SLUGS
from birdapp.web.answers import Answer, Refusal

COLUMNS = ("photo", "verdict", *SLUGS, NONE, "state", "month", "correction")
"""`correction` is empty and last: the page fills it in when somebody says which bird it was."""


def to_csv(results: Iterable[Answer | Refusal]) -> str:
    """The photo's own probabilities, unrounded; what could not be identified keeps a row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for result in results:
        writer.writerow([_harmless(result.name), *_cells(result)])
    return text.getvalue()


def to_data_uri(results: Iterable[Answer | Refusal]) -> str:
    """The CSV as a link that can be saved without asking the server again."""
    return "data:text/csv;charset=utf-8," + quote(to_csv(results))


def _cells(result: Answer | Refusal) -> list[object]:
    if isinstance(result, Refusal):
        return [result.sentence, *[""] * (len(COLUMNS) - 2)]
    answer, where = result.identification, result.where
    by_slug = {score.slug: score.probability for score in answer.ranking}
    return [
        answer.verdict.sentence,
        *[by_slug[slug] for slug in SLUGS],
        answer.none_of_these,
        where.state if where else "",
        where.month or "" if where else "",
        "",
    ]


def _harmless(name: str) -> str:
    """A spreadsheet takes a cell that begins with one of these for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@")) else name
