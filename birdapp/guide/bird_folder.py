"""The bird folder: all that is about these birds and no code. Read whole, checked whole."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from birdapp.guide.check import faults_of_region, faults_of_species
from birdapp.guide.media.check import faults_of_codes, faults_of_links
from birdapp.guide.media.gallery import Gallery, faults_of_gallery, read_gallery
from birdapp.guide.media.icon import ICON, faults_of_icon
from birdapp.guide.media.links import Link, links_of
from birdapp.guide.outlines.check import faults_of_outlines
from birdapp.guide.region import Region
from birdapp.guide.species import Neighbour, Species
from birdapp.reading import read
from birdapp.recognition.loading import faults_of_model
from birdapp.recognition.manifest import NONE

SPECIES, REGION, OUTLINES = "species.json", "region.json", "outlines.json"

NOTHING: Any = object()
"""Stands for what a file that cannot be read would have held."""


class FolderError(ValueError):
    """A bird folder is not in order; `faults` says of each thing in one sentence what and where."""

    def __init__(
        self, faults: Iterable[str], slugs: Iterable[str] = (), neighbours: Iterable[str] = ()
    ) -> None:
        self.faults = tuple(faults)
        self.slugs = tuple(slugs)
        """Those of the list, as far as they are known; and of the birds outside it."""
        self.neighbours = tuple(neighbours)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class SpeciesFile:
    """What species.json holds: the list, its neighbours, and under which names photos of birds of
    the region may lie, for those who measure how well these are told from the list."""

    species: tuple[Species, ...]
    neighbours: tuple[Neighbour, ...] = ()
    region_photo_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """All that the app knows of its birds beside the classifier."""

    folder: Path
    region: Region
    species: tuple[Species, ...]
    neighbours: tuple[Neighbour, ...]
    region_photo_names: frozenset[str]
    gallery: Gallery
    outlines_source: str = ""
    """Whose map the outlines of the places are from; empty where the folder has none."""

    @cached_property
    def _by_slug(self) -> dict[str, Species]:
        return {card.slug: card for card in self.species}

    @cached_property
    def _neighbour_by_slug(self) -> dict[str, Neighbour]:
        return {bird.slug: bird for bird in self.neighbours}

    def get(self, slug: str) -> Species:
        """The card of a label. Raises KeyError for any other text."""
        return self._by_slug[slug]

    def neighbour(self, slug: str) -> Neighbour:
        """A bird outside the list. Raises KeyError for any other text."""
        return self._neighbour_by_slug[slug]

    @cached_property
    def icon(self) -> Path | None:
        """A picture for start screens that take no drawing, if the folder has one."""
        file = self.folder / ICON
        return file if file.is_file() else None

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        """The labels of the list, in its order."""
        return tuple(card.slug for card in self.species)

    @cached_property
    def neighbour_slugs(self) -> tuple[str, ...]:
        """The birds outside the list, in their order."""
        return tuple(bird.slug for bird in self.neighbours)

    @cached_property
    def vocab(self) -> tuple[str, ...]:
        """What the classifier tells apart: the list, then none of it."""
        return (*self.slugs, NONE)

    @cached_property
    def colours(self) -> tuple[str, ...]:
        """Every colour that a card names."""
        return tuple(sorted({colour for card in self.species for colour in card.colours}))

    @cached_property
    def has_seasons(self) -> bool:
        """Whether the month tells anything about any of the birds."""
        return any(card.season for card in self.species)

    @cached_property
    def look_alikes(self) -> tuple[Neighbour, ...]:
        """The neighbours that are mistaken for a bird of the list."""
        named = {bird.slug for card in self.species for bird in card.outside_look_alikes}
        return tuple(bird for bird in self.neighbours if bird.look_alike or bird.slug in named)

    def links_of(self, bird: Species | Neighbour) -> list[Link]:
        """The region's links with this bird's names in them."""
        return links_of(bird, self.region.links)

    def sentence(self, text: str) -> str:
        """A sentence of the region, with the number of birds in its place."""
        return text.format(count=len(self.species))


def read_guide(folder: Path) -> Guide:
    """Read species.json and region.json of `folder`. Raises FolderError with all their faults."""
    if not folder.is_dir():
        raise FolderError([f"There is no bird folder “{folder.name}” at the place that was named."])
    faults = Faults()
    listed = faults.read_file(SpeciesFile, folder / SPECIES)
    region = faults.read_file(Region, folder / REGION)
    if listed:
        slugs = faults.slugs["species"], faults.slugs["neighbours"]
        birds = faults_of_species(listed.species, listed.neighbours, *slugs, region)
        faults.add(SPECIES, birds)
        faults.add(SPECIES, faults_of_codes(listed.species + listed.neighbours))
    if region:
        faults.add(REGION, faults_of_region(region))
    if listed and region:
        faults.add(REGION, faults_of_links(region, listed.species + listed.neighbours))
    outlines = faults.read_json(folder / OUTLINES) if (folder / OUTLINES).exists() else NOTHING
    if region and outlines is not NOTHING:
        faults.add(OUTLINES, faults_of_outlines(outlines, region))
    faults.add(ICON, faults_of_icon(folder))
    if faults.sentences or not listed or not region:
        raise FolderError(faults.sentences, faults.slugs["species"], faults.slugs["neighbours"])
    names = frozenset(listed.region_photo_names)
    gallery = read_gallery(folder, [card.slug for card in listed.species])
    source = "" if outlines is NOTHING else outlines["source"]
    return Guide(folder, region, listed.species, listed.neighbours, names, gallery, source)


def faults_of_folder(folder: Path) -> list[str]:
    """All that is not in order in a bird folder, the model included, in a sentence each."""
    try:
        guide = read_guide(folder)
        model = faults_of_model(folder, guide.slugs, guide.neighbour_slugs)
        return [*model, *faults_of_gallery(folder, guide.slugs)]
    except FolderError as error:
        is_there = folder.is_dir()
        found = faults_of_model(folder, error.slugs, error.neighbours) if is_there else ()
        return [*error.faults, *found, *faults_of_gallery(folder, error.slugs)]


class Faults:
    """What is wrong with a folder; an entry whose shape is wrong is judged no further."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.slugs: dict[str, list[str]] = {"species": [], "neighbours": []}
        self._misshapen: set[tuple[str, str]] = set()

    def read_file(self, kind: Any, path: Path) -> Any:
        """The file as a `kind`; None where nothing can be made of it."""
        value = self.read_json(path)
        if value is NOTHING:
            return None
        names = self._names_of_cards(value)
        told: dict[tuple[str, str], None] = {}
        found = read(kind, value, "", lambda *fault: told.setdefault(fault))
        shape = [(_readable(entry, names), text) for entry, text in told]
        self.add(path.name, shape)
        self._misshapen |= {(path.name, entry) for entry, text in shape if "must" in text}
        return found

    def read_json(self, path: Path) -> Any:
        """What the file holds; NOTHING where it cannot be read."""
        try:
            return json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_object)
        except OSError as error:
            self.sentences.append(f"{path.name} cannot be read: {error.strerror}.")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.sentences.append(f"{path.name}, line {line}: is not written in UTF-8.")
        except (ValueError, RecursionError) as error:
            self.sentences.append(f"{path.name} is not JSON: {error}.")
        return NOTHING

    def add(self, file: str, faults: Iterable[tuple[str, str]]) -> None:
        """Take the faults of a file, each an entry and words."""
        for entry, text in faults:
            if not self._is_misshapen(file, entry):
                self.sentences.append(f"{file}, {entry}: {text}." if entry else f"{file}: {text}.")

    def _is_misshapen(self, file: str, entry: str) -> bool:
        """An entry of a card, or what is inside of it, has been told of already."""
        if ", " not in entry:
            return (file, entry) in self._misshapen
        inside = f"{entry} ", f"{entry}, "
        return any(
            told == file and (where == entry or where.startswith(inside))
            for told, where in self._misshapen
        )

    def _names_of_cards(self, value: Any) -> dict[str, str]:
        """ "species 7" → the slug of that card, where it has one."""
        names = {}
        for part, slugs in self.slugs.items():
            cards = value.get(part) if isinstance(value, dict) else None
            for number, card in enumerate(cards if isinstance(cards, list) else (), start=1):
                slug = card.get("slug") if isinstance(card, dict) else None
                if slug and isinstance(slug, str):
                    again = f" ({part} {number})" if slug in slugs else ""
                    names[f"{part} {number}"] = slug + again
                    slugs.append(slug)
        return names


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = Counter(name for name, _ in pairs)
    for name, count in names.items():
        if count > 1:
            raise ValueError(f"“{name}” is there twice in the same braces")
    return dict(pairs)


def _readable(entry: str, names: dict[str, str]) -> str:
    first, *rest = entry.removeprefix(", ").split(", ")
    return ", ".join([names.get(first, first), *rest])
