"""What a phone keeps to answer without a network: the pages, the photos on them, and the engine."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from flask import current_app

from birdapp.guide.bird_folder import Guide
from birdapp.guide.media.gallery import FOLDER, TABLE, Gallery
from birdapp.settings import ROOT
from birdapp.version import VERSION
from birdapp.web.loaded import get_guide
from birdapp.web.phone.addresses import from_home
from birdapp.web.phone.files import birds_json, shipped_weights

STATIC = ROOT / "static"
OF_THE_ENGINE = ("js/engine", "vendor/onnxruntime-web")
"""Folders of static/ that belong to the engine."""

SUFFIXES = {".css", ".js", ".packed"}
"""What of static/ a page asks for; licences lie beside it."""

PAGES = (
    "pages.upload",
    "pages.field_guide",
    "pages.my_birds",
    "pages.about",
    "pages.site_emblem",
    "installable.phone",
    "installable.not_kept",
    "installable.manifest",
    "installable.icon",
)

Page = tuple[str, dict[str, str]]


def by_digest() -> dict[str, Any]:
    """What is fetched once, until it changes: the engine, and the gallery's photos.

    Every file has its size and digest; addresses are relative to the site.
    """
    weights, digest = shipped_weights()
    told = current_app.make_response(birds_json()).get_data()
    own = [
        _entry(from_home("phone.weights", digest=digest[:12]), weights.stat().st_size, digest),
        _entry(from_home("phone.birds_json"), len(told), hashlib.sha256(told).hexdigest()),
    ]
    files = own + [
        _entry(from_home("static", filename=_name(file)), file.stat().st_size, _digest(file))
        for file in _static(of_the_engine=True)
    ]
    files += _photos(get_guide().gallery)
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    return {"version": version, "bytes": sum(file["bytes"] for file in files), "files": files}


def pages() -> Iterator[Page]:
    """What else is kept: each page's endpoint, with what stands in its address."""
    guide = get_guide()
    yield from ((page, {}) for page in PAGES)
    if guide.icon:
        yield "installable.picture", {}
    if guide.outlines_source:
        yield "pages.outlines", {}
    if guide.gallery.pictures:
        yield "gallery.credits_page", {}
    for card in guide.species:
        yield "pages.species_card", {"slug": card.slug}
        yield "pages.emblem", {"slug": card.slug}
    for slug, other in pairs(guide):
        yield "pages.compare", {"slug": slug, "other": other}
    for file in _static(of_the_engine=False):
        yield "static", {"filename": _name(file)}


def pairs(guide: Guide) -> list[tuple[str, str]]:
    """Birds that the guide tells from each other, either of them first."""
    listed = {*guide.slugs}
    one_way = {
        (card.slug, other.slug)
        for card in guide.species
        for other in card.look_alikes
        if other.slug in listed
    }
    return sorted(one_way | {(other, slug) for slug, other in one_way})


def version() -> str:
    """Changes with whatever the pages are made of."""
    folder = get_guide().folder
    made_of = [*_static(of_the_engine=False), *sorted((ROOT / "templates").rglob("*.*"))]
    made_of += [*sorted(folder.glob("*.json")), *folder.glob(f"{FOLDER}/{TABLE}")]
    told = VERSION + "".join(_digest(file) for file in made_of)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _photos(gallery: Gallery) -> list[dict[str, Any]]:
    """Those that are there: one that was taken away since must not stop a phone from the rest."""
    files = {picture.file: gallery.folder / picture.file for picture in gallery.pictures}
    return [
        _entry(from_home("gallery.picture", file=name), file.stat().st_size, _digest(file))
        for name, file in files.items()
        if file.is_file()
    ]


def _entry(address: str, size: int, digest: str) -> dict[str, Any]:
    return {"address": address, "bytes": size, "sha256": digest}


def _static(of_the_engine: bool) -> list[Path]:
    folders = [STATIC / folder for folder in OF_THE_ENGINE]
    return sorted(
        file
        for file in STATIC.rglob("*")
        if file.suffix in SUFFIXES
        and any(folder in file.parents for folder in folders) == of_the_engine
    )


def _name(file: Path) -> str:
    return file.relative_to(STATIC).as_posix()


def _digest(file: Path) -> str:
    return _digest_at(file, file.stat().st_mtime_ns)


@cache
def _digest_at(file: Path, _: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
