"""All that the engine in the browser must know, as data: no number and no sentence stands there."""

from dataclasses import asdict
from typing import Any

from birdapp.guide.bird_folder import Guide
from birdapp.guide.few_photos import caution
from birdapp.guide.region import MONTHS
from birdapp.guide.species import Neighbour, Species
from birdapp.guide.wording import NEIGHBOUR, SENTENCES, article, with_article
from birdapp.recognition import photos, transforms
from birdapp.recognition.loading import IN_BROWSERS
from birdapp.recognition.manifest import UNNAMED, Manifest
from birdapp.web.api import HEATMAP_SIDE
from birdapp.web.phone.page import card_of, links_of, page


def birds(guide: Guide, manifest: Manifest) -> dict[str, Any]:
    """The manifest, the birds, the region and the wording, without the files' addresses."""
    digest = manifest.sha256[IN_BROWSERS]
    return {
        "model": digest[:12],
        "labels": manifest.labels,
        "outside": manifest.outside,
        "unnamed": UNNAMED,
        "temperature": manifest.temperature,
        "thresholds": asdict(manifest.thresholds),
        "photo": {
            "working_side": photos.WORKING_SIDE,
            "most_pixels": photos.MAX_PIXELS,
            "most_side": photos.MAX_SIDE,
            "sentences": {
                "empty": photos.EMPTY,
                "too_large": str(photos.too_large()),
                "damaged": str(photos.damaged()),
                "too_slow": str(photos.too_slow()),
                "not_a_photo": photos.NOT_A_PHOTO,
            },
        },
        "preprocessing": asdict(manifest.preprocessing),
        "ground": {
            "plain": transforms.PLAIN,
            "tolerance": transforms.TOLERANCE,
            "subject": transforms.SUBJECT,
            "coarse": transforms.COARSE,
        },
        "reducing_gap": transforms.REDUCING_GAP,
        "heatmap_side": HEATMAP_SIDE,
        "sentences": {**SENTENCES, "neighbour": NEIGHBOUR},
        "species": [{**_species(card, manifest), **card_of(card, guide)} for card in guide.species],
        "neighbours": [_neighbour(bird, guide) for bird in guide.neighbours],
        "page": page(guide),
        "region": {
            "title": guide.region.title,
            "called": guide.region.places.called if guide.region.places else None,
            "places": asdict(guide.region.places) if guide.region.places else None,
            "naming_help": [asdict(link) for link in guide.region.naming_help],
            "months": MONTHS,
            "occurrence": asdict(guide.region.occurrence),
        },
    }


def _species(card: Species, manifest: Manifest) -> dict[str, Any]:
    return {
        **_names(card),
        "warning": caution(manifest.species_metrics.get(card.slug)) or None,
        "presence": card.presence,
        "season": asdict(card.season) if card.season else None,
    }


def _neighbour(bird: Neighbour, guide: Guide) -> dict[str, Any]:
    return {**_names(bird), "about": bird.about, "links": links_of(bird, guide)}


def _names(bird: Species | Neighbour) -> dict[str, Any]:
    return {
        "slug": bird.slug,
        "common_name": bird.common_name,
        "scientific_name": bird.scientific_name,
        "other_names": bird.other_names,
        "article": article(bird),
        "with_article": with_article(bird),
    }
