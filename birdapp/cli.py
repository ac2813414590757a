"""`flask birds …`: the command line. Each command is a thin door to code that Python can call."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup

from birdapp.api import to_json
from birdapp.classifiers import ModelError, get_classifier
from birdapp.photos import PhotoError, open_photo
from birdapp.species import NONE, SLUGS

birds = AppGroup("birds", help="Identify birds; train, evaluate and export the classifier.")

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}
"""Which files of a folder are taken for photos. A file that is named itself is always tried."""

FOLDER = click.Path(file_okay=False, path_type=Path)
PHOTOS = click.option(
    "--photos", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True,
    help="Folder with photos.csv.",
)  # fmt: skip
RUN = click.option(
    "--run", type=FOLDER, default="training-run", show_default=True,
    help="Where checkpoints and results are kept; what is found there is not done again.",
)  # fmt: skip
SEED = click.option("--seed", default=0, show_default=True, help="Seed of all that is random.")


@birds.command()
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--csv", "form", flag_value="csv", help="One CSV row a photo, with all species.")
@click.option("--json", "form", flag_value="json", help="One JSON object a line and photo.")
def identify(photos: tuple[Path, ...], form: str | None) -> None:
    """Identify the bird on each of PHOTOS: files, or folders of files."""
    try:
        classifier = get_classifier()
    except ModelError as error:
        raise click.ClickException(str(error)) from error
    show = {"csv": _show_csv, "json": _show_json, None: _show_line}[form]
    failed = 0
    if form == "csv":
        _write_row(["photo", "verdict", *SLUGS, NONE])
    for file in _files(photos):
        try:
            answer = to_json(classifier.identify(open_photo(file.read_bytes())))
        except (PhotoError, OSError) as error:
            failed += 1
            click.echo(f"{file}: {getattr(error, 'strerror', None) or error}", err=True)
            continue
        show(file, answer)
    if failed:
        sys.exit(1)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)


def _show_line(file: Path, answer: dict) -> None:
    best = answer["species"][0]
    click.echo(
        f"{file}: {answer['verdict']} ({best['slug']} {best['probability']:.1%}, "
        f"none of these {answer['none_of_these']:.1%})"
    )


def _show_json(file: Path, answer: dict) -> None:
    click.echo(json.dumps({"photo": str(file), **answer}))


def _show_csv(file: Path, answer: dict) -> None:
    by_slug = {row["slug"]: row["probability"] for row in answer["species"]}
    probabilities = [by_slug[slug] for slug in SLUGS]
    _write_row([str(file), answer["verdict"], *probabilities, answer["none_of_these"]])


def _write_row(row: list) -> None:
    csv.writer(sys.stdout, lineterminator="\n").writerow(row)
