"""Blueprint of the JSON API, under /api/v1."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, request

from birdapp import species
from birdapp.classifiers import get_classifier
from birdapp.classifiers.identification import Identification
from birdapp.photos import PhotoError, open_photo

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.post("/identify")
def identify() -> dict[str, Any]:
    """Rank the species on a photo: the multipart field `photo`, or the raw bytes as the body."""
    return to_json(get_classifier().identify(open_photo(_photo_bytes())))


@blueprint.get("/species")
def all_species() -> dict[str, Any]:
    """All species of the list, with their cards."""
    return {"species": [asdict(card) for card in species.ALL]}


@blueprint.get("/species/<slug>")
def one_species(slug: str) -> dict[str, Any]:
    """One species' card."""
    if slug not in species.SLUGS:
        abort(404, "There is no bird of that name on our list.")
    return asdict(species.get(slug))


def to_json(identification: Identification) -> dict[str, Any]:
    """The answer as the API gives it; probabilities are not rounded."""
    return {
        "verdict": identification.verdict.sentence,
        "confidence": identification.verdict.level,
        "species": [
            {
                "slug": score.slug,
                "common_name": species.get(score.slug).common_name,
                "scientific_name": species.get(score.slug).scientific_name,
                "probability": score.probability,
            }
            for score in identification.ranking
        ],
        "none_of_these": identification.none_of_these,
        "engine": identification.engine,
        "model": identification.model,
    }


def _photo_bytes() -> bytes:
    if request.mimetype != "multipart/form-data":
        return request.get_data(cache=False)
    photo = request.files.get("photo")
    if photo is None:
        raise PhotoError("missing", "The form has no file field named “photo”.")
    return photo.read()
