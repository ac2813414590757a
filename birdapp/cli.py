"""`flask birds …`: the command line. Each command is a thin door to code that Python can call."""

import sys
import time
from itertools import chain
from pathlib import Path
from typing import Any

import click
from flask import current_app

from birdapp import printed
from birdapp.guide.bird_folder import FolderError, Guide, faults_of_folder, read_guide
from birdapp.guide.media.gallery import MOST_OF_A_BIRD
from birdapp.guide.new_folder import new_folder
from birdapp.not_installed import Commands
from birdapp.photo_files import photo_files
from birdapp.recognition.engine import ModelError
from birdapp.recognition.photos import SUFFIXES, PhotoError, open_photo
from birdapp.training.collecting.removal import remove_photo
from birdapp.web.api import to_json
from birdapp.web.loaded import get_classifier, get_guide

birds = Commands("birds", help="Identify birds, and make bird folders.", callback=printed.any_name)

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
PHOTOS = click.option(
    "--photos", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True,
    help="Folder with photos.csv.",
)  # fmt: skip
MODELS = click.option(
    "--models", "guide", type=FOLDER, callback=lambda _, __, folder: _guide(folder),
    help="The bird folder.  [default: BIRDAPP_MODELS]",
)  # fmt: skip
RUN = click.option(
    "--run", type=FOLDER, default="training-run", show_default=True,
    help="Folder for checkpoints and results; what is there already is not computed again.",
)  # fmt: skip
UNFREEZE = click.option(
    "--unfreeze", default=0, show_default=True, help="Epochs in which body and head train together."
)  # fmt: skip
SKIP_DAMAGED = click.option(
    "--skip-damaged", is_flag=True, help="Leave out photos that cannot be read, and name them."
)
SEED = click.option("--seed", default=0, show_default=True, help="Seed for all that is random.")


@birds.command()
@click.argument("photos", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--csv", "form", flag_value="csv", help="One CSV row per photo, with all species.")
@click.option("--json", "form", flag_value="json", help="One JSON object per photo, one per line.")
def identify(photos: tuple[Path, ...], form: str | None) -> None:
    """Identify the bird on each of PHOTOS: files, or folders of files."""
    try:
        classifier, guide = get_classifier(), get_guide()
    except (ModelError, FolderError) as error:
        raise click.ClickException(str(error)) from error
    show = {"csv": printed.as_csv, "json": printed.as_json, None: printed.as_line}[form]
    if form == "csv":
        printed.row(["photo", "verdict", *guide.vocab, "neighbour"])
    found_in = {path: photo_files(path, SUFFIXES) if path.is_dir() else [path] for path in photos}
    empty = [path for path, files in found_in.items() if not files]
    for path in empty:
        click.echo(f"{path}: there is no photo in this folder", err=True)
    failed = len(empty)
    for file in chain(*found_in.values()):
        try:
            photo = open_photo(file.read_bytes())
            found = classifier.identify(photo)
        except (PhotoError, OSError) as error:
            failed += 1
            click.echo(f"{file}: {getattr(error, 'strerror', None) or error}", err=True)
            continue
        show(file, to_json(found, guide, classifier.manifest), guide)
    if failed:
        sys.exit(1)


@birds.command()
@click.argument("folder", type=FOLDER)
def new(folder: Path) -> None:
    """Write a bird FOLDER to begin with: two example species, and a README on each entry."""
    try:
        new_folder(folder)
    except FileExistsError as error:
        raise click.ClickException(f"{folder} exists and is not empty.") from error
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}.") from error
    click.echo(f"Wrote {folder}. Read {folder / 'README.md'} first.")


@birds.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--photos", type=FOLDER, help="Folder with photos.csv, to be checked as well.")
def check(folder: Path, photos: Path | None) -> None:
    """List all that is wrong in a bird FOLDER, and in the photos to train with."""
    faults = faults_of_folder(folder)
    remarks: list[str] = []
    if photos:
        from birdapp.training.photos.check import told_of

        found, remarks = told_of(photos, folder)
        faults += found
    for sentence in (*faults, *remarks):
        click.echo(sentence)
    if faults:
        sys.exit(1)
    click.echo(f"{folder} is in order: {len(read_guide(folder).species)} birds and their model.")


@birds.command()
@MODELS
@click.argument("map_file", metavar="MAP", type=FILE)
@click.option("--source", required=True, help="Who made the map, and its licence, in one sentence.")
@click.option("--near-km", default=6.0, show_default=True, help="Nearer to a border, name both.")
@click.option("--detail-km", default=1.2, show_default=True, help="Leave out smaller bends.")
def outlines(guide: Guide, map_file: Path, **how: Any) -> None:
    """Write outlines.json into the bird folder from MAP, a GeoJSON file that names each place."""
    from birdapp.guide.outlines.make import MapError, write_outlines

    try:
        click.echo(f"Wrote {write_outlines(guide, map_file, **how)}")
    except MapError as error:
        raise click.ClickException(str(error)) from error


@birds.command()
@MODELS
@click.option("--photos", type=FOLDER, required=True, help="Folder to fill; it need not exist yet.")
@click.option("--per-species", default=200, show_default=True, help="Photos per species.")
@click.option("--per-neighbour", default=25, show_default=True, help="Photos per bird of `none`.")
@click.option("--per-observer", default=3, show_default=True, help="Photos per species and person.")
@click.option("--place", type=int, help="iNaturalist's number of a place.  [default: the region's]")
def collect(
    guide: Guide, photos: Path, per_observer: int, place: int | None, **per_bird: int
) -> None:
    """Gather licensed photos from iNaturalist into a folder to train with."""
    from birdapp.training.collecting.collect import birds_of, collect

    wanted = birds_of(guide, **per_bird)
    place = place or guide.region.inaturalist_place
    _show_counts(collect(photos, wanted, place=place, per_observer=per_observer))


def _show_counts(counts: dict[str, int]) -> None:
    click.echo("\n".join(f"{count:5}  {bird}" for bird, count in counts.items()))


@birds.command()
@MODELS
@click.option("--per-species", type=click.IntRange(1, MOST_OF_A_BIRD), default=MOST_OF_A_BIRD)
@click.option("--remove", metavar="PHOTO", help="Remove this photo instead, such as a-bird/12345.")
def gallery(guide: Guide, per_species: int, remove: str | None) -> None:
    """Gather openly licensed photos from iNaturalist into the bird folder, for pages to show."""
    if remove:
        return click.echo(f"Removed {remove_photo(guide.folder, remove)}. It will not come back.")
    from birdapp.training.collecting.gallery import gather_gallery

    _show_counts(gather_gallery(guide, per_species=per_species))


@birds.command()
@MODELS
@PHOTOS
@RUN
@SEED
@UNFREEZE
@SKIP_DAMAGED
@click.option("--teacher", type=FILE, help="TFLite file of a bird specialist to distil from first.")
def train(guide: Guide, photos: Path, run: Path, unfreeze: int, **how: Any) -> None:
    """Train the learner that ships, on all labelled photos.

    To continue a run that was stopped, start the same command again.
    """
    started = time.monotonic()
    _tell_of_pytorch()
    from birdapp.training.train import train

    weights = train(photos, run, recipe=_recipe(unfreeze), guide=guide, **how)
    click.echo(f"Trained: {weights}, {(time.monotonic() - started) / 60:.0f} minutes this time")


@birds.command()
@MODELS
@PHOTOS
@RUN
@UNFREEZE
@SKIP_DAMAGED
@click.option("--seeds", default=3, show_default=True, help="How often to repeat the folds.")
def evaluate(
    guide: Guide, photos: Path, run: Path, unfreeze: int, skip_damaged: bool, seeds: int
) -> None:
    """Measure the recipe on photos it has not learnt from: five folds, split by group.

    Takes the distilled body of `train` where RUN has one. Results are kept fold by fold.
    """
    _tell_of_pytorch()
    from birdapp.training.measuring.protocol import run_protocol, to_text

    result = run_protocol(photos, run, seeds, _recipe(unfreeze), guide, skip_damaged)
    click.echo(to_text(result, guide))


@birds.command()
@MODELS
@PHOTOS
@RUN
@UNFREEZE
@SKIP_DAMAGED
def compare(guide: Guide, photos: Path, run: Path, unfreeze: int, skip_damaged: bool) -> None:
    """Measure the choices behind the recipe side by side, for docs/TRAINING.md."""
    _tell_of_pytorch()
    from birdapp.training.measuring.compare import compare, to_lines

    for line in to_lines(compare(photos, run, _recipe(unfreeze), guide, skip_damaged)):
        click.echo(line)


@birds.command()
@MODELS
@RUN
def export(guide: Guide, run: Path) -> None:
    """Write birds.pkl, birds.onnx, their manifest and the model card from a finished run.

    A model that is already there is kept as birds.previous.pkl and so on.
    """
    from birdapp.training.publishing.publish import publish
    from birdapp.training.recipe import Recipe

    if kept := publish(run, guide, Recipe()):
        click.echo(f"The previous model is kept as {', '.join(kept)}.")
    click.echo(f"Wrote {guide.folder / 'birds.json'}")


def _guide(folder: Path | None) -> Guide:
    try:
        return read_guide(folder or current_app.config["MODELS"])
    except FolderError as error:
        raise click.ClickException(str(error)) from error


def _tell_of_pytorch() -> None:
    click.echo("Loading PyTorch and fastai …", err=True)


def _recipe(unfreeze: int) -> Any:
    from birdapp.training.recipe import FineTuning, Recipe

    return Recipe(fine_tuning=FineTuning(epochs=unfreeze))
