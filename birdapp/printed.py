"""The answer to a photo as `flask birds identify` prints it: a line, a row of CSV, or JSON."""

import csv
import io
import json
import sys
from pathlib import Path

import click

from birdapp.guide.bird_folder import Guide
from birdapp.guide.wording import percent, with_article


def any_name() -> None:
    """A file name that the terminal cannot show is shown with its odd letters as numbers."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def as_line(file: Path, answer: dict, guide: Guide) -> None:
    """The verdict and its figures."""
    best, neighbour = answer["species"][0], answer["neighbour"]
    figures = [
        f"{best['common_name']} {percent(best['probability'])}",
        f"none of the {len(guide.species)} {percent(answer['none_of_these'])}",
    ]
    if neighbour:
        bird = with_article(guide.neighbour(neighbour["slug"]))
        figures.append(f"including {percent(neighbour['probability'])} for {bird}")
    click.echo(f"{file}: {answer['verdict']} ({', '.join(figures)})")


def as_json(file: Path, answer: dict, _: Guide) -> None:
    """All that the API answers, as JSON on one line."""
    click.echo(json.dumps({"photo": str(file), **answer}))


def as_csv(file: Path, answer: dict, guide: Guide) -> None:
    """A probability for each bird of the list, in its order."""
    by_slug = {each["slug"]: each["probability"] for each in answer["species"]}
    probabilities = [by_slug[slug] for slug in guide.slugs]
    neighbour = answer["neighbour"]["slug"] if answer["neighbour"] else ""
    row([str(file), answer["verdict"], *probabilities, answer["none_of_these"], neighbour])


def row(values: list) -> None:
    """A row of CSV."""
    csv.writer(sys.stdout, lineterminator="\n").writerow(values)
