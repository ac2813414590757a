"""A bird folder that the tests make up, and answers about its birds."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from birdapp.recognition.identification import Identification, Score

SPECIES: dict[str, Any] = {
    "species": [
        {
            "slug": "tui",
            "common_name": "Tūī",
            "scientific_name": "Prosthemadera novaeseelandiae",
            "size_cm": [27, 32],
            "family": "Meliphagidae",
            "other_names": ["Parson Bird"],
            "colours": ["black", "white"],
            "field_marks": [{"on": "all", "mark": "Two white tufts at the throat."}],
            "look_alikes": [{"slug": "bellbird", "difference": "A tūī is darker, and larger."}],
            "outside_look_alikes": [{"slug": "blackbird", "difference": "It has a yellow bill."}],
            "presence": {"NI": "common", "SI": "local"},
            "judgements": ["presence.SI"],
            "sources": ["https://example.org/tui"],
        },
        {
            "slug": "bellbird",
            "common_name": "Bellbird",
            "scientific_name": "Anthornis melanura",
            "presence": {"NI": "absent"},
        },
        {
            "slug": "cuckoo",
            "common_name": "Shining Cuckoo",
            "scientific_name": "Chrysococcyx lucidus",
            "season": {"months": [10, 11, 12, 1, 2], "places": ["SI"]},
        },
    ],
    "neighbours": [
        {
            "slug": "blackbird",
            "common_name": "Common Blackbird",
            "scientific_name": "Turdus merula",
            "photo_names": ["amsel"],
            "about": ["It sings from roofs.", "Its bill is yellow."],
        },
        {"slug": "gull", "common_name": "Gull"},
    ],
    "region_photo_names": ["kea"],
}
REGION: dict[str, Any] = {
    "country": "New Zealand",
    "language": "en-NZ",
    "title": "Garden Birds",
    "list": "{count} garden birds of New Zealand",
    "tagline": "Choose a photo. You get {count} birds, ranked.",
    "description": "Which of {count} birds is it?",
    "hemisphere": "southern",
    "places": {
        "called": "island",
        "label": "Island",
        "names": {"NI": "North Island", "SI": "South Island"},
    },
    "occurrence": {
        "common": {"weight": 1, "remark": ""},
        "local": {"weight": 0.5, "remark": "only in parts of {place}"},
        "absent": {"weight": 0.05, "remark": "does not live in {place}"},
        "out_of_season": {"weight": 0.1, "remark": "away from {place} in {month}"},
    },
    "sizes": [
        {"name": "small", "words": "Small", "below_cm": 18},
        {"name": "large", "words": "Large"},
    ],
}


GONE = object()
"""Stands for an entry that is not there."""


def write(folder: Path, species: Any = None, region: Any = None) -> Path:
    """Write the folder, with another species.json or region.json where one is given."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (("species", species or SPECIES), ("region", region or REGION)):
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def changed(document: Any, path: str, value: Any) -> Any:
    """A copy with one entry changed, such as `species.0.slug`; GONE takes it away."""
    copy = deepcopy(document)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = copy
    for step in way:
        place = place[step]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return copy


def identification(slugs: tuple[str, ...], **probabilities: float) -> Identification:
    """An answer that gives these birds these probabilities, and `none` the rest."""
    by_slug = dict.fromkeys(slugs, 0.0) | probabilities
    ranked = sorted(by_slug, key=lambda slug: by_slug[slug], reverse=True)
    ranking = tuple(Score(slug, by_slug[slug]) for slug in ranked)
    return Identification("probably", ranking, 1 - sum(by_slug.values()), {}, "onnx", "0")
