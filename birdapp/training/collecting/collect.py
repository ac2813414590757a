"""Gather photos to train with: of the listed species, and of birds that they are mistaken for."""

from pathlib import Path

from PIL import Image

from birdapp.guide.bird_folder import Guide
from birdapp.guide.species import Neighbour, Species
from birdapp.recognition.manifest import NONE
from birdapp.training.collecting.collection import Bird, Collection, fill, group_of
from birdapp.training.collecting.found_photo import FoundPhoto
from birdapp.training.collecting.inaturalist import INaturalist
from birdapp.training.collecting.record import PHOTO_COLUMNS, REPOSITORY, in_words


def birds_of(guide: Guide, per_species: int, per_neighbour: int) -> list[Bird]:
    """The list and its neighbours, each with so many photos to collect."""
    return [
        *(bird_of(card, "birds", per_species) for card in guide.species),
        *(
            bird_of(bird, "other_birds", per_neighbour)
            for bird in guide.neighbours
            if bird.scientific_name
        ),
    ]


def bird_of(bird: Species | Neighbour, kind: str, photos: int) -> Bird:
    """So many photos of this bird, under any of its scientific names."""
    names = (bird.scientific_name, *bird.older_scientific_names)
    return Bird(bird.slug, names, kind, photos)


def collect(
    folder: Path,
    birds: list[Bird],
    *,
    place: int | None = None,
    per_observer: int = 3,
    source: INaturalist | None = None,
) -> dict[str, int]:
    """Fill `folder` and its photos.csv; returns the number of photos there are of each bird.

    `place` is iNaturalist's number of a place; without one, photos may come from anywhere. Raises
    click.ClickException, in words for the person at the command line, when iNaturalist cannot be
    reached, a file that is there is not as it should be or none can be written.
    """
    with in_words(folder):
        collection = Collection(folder, AsTheyCome(), source or INaturalist(), per_observer, place)
        return fill(collection, birds, "Collecting photos")


class AsTheyCome:
    """Keeps photos to train with, byte by byte; photos.csv says what each is to teach."""

    table = "photos.csv"
    columns = PHOTO_COLUMNS

    def is_of(self, row: dict[str, str], bird: Bird) -> bool:
        return (row["kind"], row["name"]) == (bird.kind, bird.slug)

    def file_of(self, bird: Bird, photo: FoundPhoto) -> str:
        return f"{bird.kind}/{bird.slug}/{photo.observation}{photo.suffix}"

    def made_of(self, _: Image.Image, data: bytes) -> bytes:
        return data

    def row(self, bird: Bird, photo: FoundPhoto, file: str, _: tuple[int, int]) -> dict[str, str]:
        return {
            "file": file,
            "label": bird.slug if bird.kind == "birds" else NONE,
            "kind": bird.kind,
            "name": bird.slug,
            "repository": REPOSITORY,
            "commit": "",
            "licence": photo.licence,
            "group": group_of(photo),
            "attribution": photo.attribution,
            "observation": str(photo.observation),
        }
