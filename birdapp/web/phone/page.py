"""What the answer's page needs beside the answer, for a browser that draws it itself, as data."""

import re
from dataclasses import asdict
from typing import Any

from birdapp.guide import rivals
from birdapp.guide.bird_folder import Guide
from birdapp.guide.media.gallery import Picture
from birdapp.guide.search import by_name
from birdapp.guide.species import Neighbour, Species
from birdapp.recognition.heatmaps import WHOLE
from birdapp.web.answers import photo, reading, results_csv
from birdapp.web.phone.addresses import from_here

PAGES = ("pages.upload", "pages.about", "gallery.credits_page")
OF_A_BIRD = ("pages.species_card", "pages.emblem")


def page(guide: Guide) -> dict[str, Any]:
    """Constants, addresses and the region's words; addresses are relative to birds.json."""
    return {
        "first_rows": reading.FIRST_ROWS,
        "worth_a_row": reading.WORTH_A_ROW,
        "worth_a_card": reading.WORTH_A_CARD,
        "marks": reading.MARKS,
        "offered": reading.OFFERED,
        "unsure": reading.UNSURE,
        "runners_up": rivals.RUNNERS_UP,
        "least_rival": rivals.LEAST,
        "whole": WHOLE,
        "heatmap_side": photo.HEATMAP_SIDE,
        "heatmap_colours": photo.COLOURS,
        "heatmap_opacity": list(photo.OPACITY),
        "csv_columns": results_csv.columns(guide),
        "addresses": _addresses(guide),
        "by_name": [card.slug for card in by_name(guide.species)],
    }


def card_of(bird: Species, guide: Guide) -> dict[str, Any]:
    """What the page says of a bird of the list."""
    return {
        "summary": bird.summary,
        "field_marks": [asdict(mark) for mark in bird.field_marks],
        "look_alikes": [asdict(other) for other in bird.look_alikes],
        "outside_look_alikes": [asdict(other) for other in bird.outside_look_alikes],
        "links": links_of(bird, guide),
        "pictures": [_picture(shown) for shown in guide.gallery.of(bird.slug)],
    }


def links_of(bird: Species | Neighbour, guide: Guide) -> list[dict[str, str]]:
    """Where else to look for a bird."""
    return [asdict(link) for link in guide.links_of(bird)]


def _picture(shown: Picture) -> dict[str, Any]:
    return {
        "file": shown.file,
        "width": shown.width,
        "height": shown.height,
        "author": shown.author,
        "source": shown.source,
        "licence": asdict(shown.licence),
    }


def _addresses(guide: Guide) -> dict[str, str]:
    """Each made of one that is there, since a site of files has no other; names stand in braces."""
    one, other, *_ = (*guide.slugs, "")
    made = {name: from_here(name) for name in PAGES}
    made |= {name: _pattern(name, slug=one) for name in OF_A_BIRD}
    if other:
        made["pages.compare"] = _pattern("pages.compare", slug=one, other=other)
    if guide.gallery.pictures:
        made["gallery.picture"] = _pattern("gallery.picture", file=guide.gallery.pictures[0].file)
    return made


def _pattern(endpoint: str, **values: str) -> str:
    address = from_here(endpoint, **values)
    for name, value in values.items():
        address = re.sub(rf"(?<=/){re.escape(value)}(?=[/.]|$)", f"{{{name}}}", address)
    return address
