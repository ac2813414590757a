"""The links and pictures of a bird, as the API gives them."""

from typing import Any

from flask import url_for

from birdapp.guide.bird_folder import Guide
from birdapp.guide.media.gallery import Picture
from birdapp.guide.species import Species


def links(card: Species, guide: Guide) -> list[dict[str, str]]:
    """Where else to look, what is there, and the address."""
    return [
        {"name": link.name, "offers": link.offers, "url": link.address}
        for link in guide.links_of(card)
    ]


def pictures(card: Species, guide: Guide) -> list[dict[str, Any]]:
    """The pictures of the bird, each with all that its licence obliges one to say."""
    return [_picture(shown) for shown in guide.gallery.of(card.slug)]


def _picture(shown: Picture) -> dict[str, Any]:
    return {
        "url": url_for("gallery.picture", file=shown.file),
        "width": shown.width,
        "height": shown.height,
        "author": shown.author,
        "licence": shown.licence.name,
        "licence_url": shown.licence.address,
        "source": shown.source,
        "attribution": shown.attribution,
    }
