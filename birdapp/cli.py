"""`flask birds …`: the command line. Each command is a thin door to code that Python can call."""

import csv
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from birdapp.guide.species import NONE, SLUGS
from birdapp.recognition.engine import ModelError
from birdapp.recognition.photos import PhotoError, open_photo
from birdapp.web.api import to_json
from birdapp.web.loaded import get_classifier

birds = AppGroup("birds", help="Identify birds; train, evaluate and export the classifier.")

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}
"""Which files of a folder are taken for photos. A file that is named itself is always tried."""

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
PHOTOS = click.option(
    "--photos", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True,
    help="Folder with photos.csv.",
)  # fmt: skip
RUN = click.option(
    "--run", type=FOLDER, default="training-run", show_default=True,
    help="Where checkpoints and results are kept; what is found there is not done again.",
)  # fmt: skip
UNFREEZE = click.option(
    "--unfreeze", default=0, show_default=True, help="Epochs in which body and head go on together."
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


@birds.command()
@click.option("--photos", type=FOLDER, required=True, help="Folder to fill; may not exist yet.")
@click.option("--species", "species_file", type=FILE, help="Species file.  [default: the app's]")
@click.option("--look-alikes", "look_alikes_file", type=FILE, help="Birds to collect for `none`.")
@click.option("--per-species", default=200, show_default=True, help="Photos a species.")
@click.option("--per-look-alike", default=25, show_default=True, help="Photos a bird of `none`.")
@click.option("--per-observer", default=3, show_default=True, help="Photos a species and observer.")
@click.option("--place", default=6744, show_default=True, help="iNaturalist's number of a place.")
def collect(photos: Path, **options: Any) -> None:
    """Gather licensed photos from iNaturalist into a folder to train with."""
    from birdapp.training.collecting.collect import collect

    given = {name: value for name, value in options.items() if value is not None}
    for bird, count in collect(photos, **given).items():
        click.echo(f"{count:5}  {bird}")


@birds.command()
@PHOTOS
@RUN
@SEED
@UNFREEZE
@click.option("--teacher", type=FILE, help="TFLite file of a bird specialist to distil from first.")
def train(photos: Path, run: Path, seed: int, unfreeze: int, teacher: Path | None) -> None:
    """Train the learner that ships, on all labelled photos.

    A run that was stopped goes on where it was: start the same command again.
    """
    from birdapp.training.train import train

    started = time.monotonic()
    weights = train(photos, run, seed, teacher, _recipe(unfreeze))
    click.echo(f"Trained: {weights}, {(time.monotonic() - started) / 60:.0f} minutes this time")


@birds.command()
@PHOTOS
@RUN
@UNFREEZE
@click.option("--seeds", default=3, show_default=True, help="How often to repeat the folds.")
def evaluate(photos: Path, run: Path, unfreeze: int, seeds: int) -> None:
    """Measure the recipe on photos it has not learnt from: five folds, split by group.

    Takes the distilled body of `train` where RUN has one. Results are kept fold by fold.
    """
    from birdapp.training.measuring.protocol import run_protocol, to_text

    click.echo(to_text(run_protocol(photos, run, seeds, _recipe(unfreeze))))


@birds.command()
@PHOTOS
@RUN
@UNFREEZE
def compare(photos: Path, run: Path, unfreeze: int) -> None:
    """Measure the choices behind the recipe side by side, for docs/TRAINING.md."""
    from birdapp.training.measuring.compare import compare, to_lines

    for line in to_lines(compare(photos, run, _recipe(unfreeze))):
        click.echo(line)


@birds.command()
@RUN
@click.option(
    "--models", type=FOLDER, default="models", show_default=True, help="Folder to write to."
)
def export(run: Path, models: Path) -> None:
    """Write birds.pkl, birds.onnx, their manifest and the model card from a finished run."""
    from birdapp.training.publishing.publish import publish
    from birdapp.training.recipe import Recipe

    click.echo(f"Wrote {publish(run, models, Recipe())}")


def _recipe(unfreeze: int) -> Any:
    from birdapp.training.recipe import FineTuning, Recipe

    return Recipe(fine_tuning=FineTuning(epochs=unfreeze))
