"""Blueprint of the JSON API, under /api/v1: all that a page answers, for programs."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, request

from birdapp.guide.bird_folder import Guide
from birdapp.guide.few_photos import caution_on
from birdapp.guide.species import Species
from birdapp.guide.where_and_when import WhereAndWhen, weigh
from birdapp.guide.wording import verdict
from birdapp.recognition.heatmaps import data_uri, over_photo
from birdapp.recognition.identification import Identification, Score
from birdapp.recognition.manifest import Manifest
from birdapp.recognition.photos import PhotoError
from birdapp.web import openapi
from birdapp.web.forms import NO_FILE, search, where_and_when
from birdapp.web.gallery.as_json import links, pictures
from birdapp.web.loaded import get_card, get_classifier, get_guide
from birdapp.web.recogniser import recognise

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

HEATMAP_SIDE = 224
SIDES = ("left", "top", "right", "bottom")


@blueprint.post("/identify")
def identify() -> dict[str, Any]:
    """Rank the species on a photo: the multipart field `photo`, or the raw bytes as the body.

    `heatmap` names a species whose heatmap is wanted, and may be repeated; place and `month` add
    the answer with the prior weighed in, next to the photo's own.
    """
    where = where_and_when(request.args)
    wanted = [get_card(slug).slug for slug in request.args.getlist("heatmap")]
    manifest = get_classifier().manifest
    photo, identification = recognise(_photo_bytes())
    guide = get_guide()
    answer = to_json(identification, guide, manifest)
    if wanted:
        answer["heatmaps"] = {slug: _heatmap(identification, slug, photo.size) for slug in wanted}
    if where:
        weighed = weigh(identification, where, guide, manifest.thresholds)
        answer["prior"] = _prior_to_json(weighed, where, guide, manifest)
    return answer


@blueprint.get("/species")
def all_species() -> dict[str, Any]:
    """The species of the list with their cards, or those that are looked for."""
    return {"species": [_card(card) for card in search(request.args).find()]}


@blueprint.get("/species/<slug>")
def one_species(slug: str) -> dict[str, Any]:
    """One species' card."""
    return _card(get_card(slug))


@blueprint.get("/model")
def model() -> dict[str, Any]:
    """The model that answers: engine, digest and its manifest with what was measured."""
    classifier = get_classifier()
    return {
        "engine": classifier.engine.name,
        "model": classifier.model,
        "manifest": classifier.manifest.facts,
    }


@blueprint.get("/openapi.json")
def openapi_document() -> dict[str, Any]:
    """This API as an OpenAPI 3.1 document."""
    return openapi.document(get_guide(), request.script_root)


def to_json(identification: Identification, guide: Guide, manifest: Manifest) -> dict[str, Any]:
    """The answer to a photo as the API gives it; probabilities are not rounded."""
    return {
        **_answer(identification, guide, manifest),
        "looked_at": dict(zip(SIDES, identification.looked_at, strict=True)),
        "engine": identification.engine,
        "model": identification.model,
    }


def _answer(identification: Identification, guide: Guide, manifest: Manifest) -> dict[str, Any]:
    """What the photo's own answer and that with the prior have in common."""
    return {
        "verdict": verdict(identification, guide),
        "confidence": identification.level,
        "species": [
            {
                "slug": score.slug,
                "common_name": guide.get(score.slug).common_name,
                "scientific_name": guide.get(score.slug).scientific_name,
                "probability": score.probability,
            }
            for score in identification.ranking
        ],
        "none_of_these": identification.none_of_these,
        "neighbour": _neighbour(identification.neighbour, guide),
        "warning": caution_on(identification, manifest.species_metrics) or None,
    }


def _neighbour(score: Score | None, guide: Guide) -> dict[str, Any] | None:
    if score is None:
        return None
    bird = guide.neighbour(score.slug)
    return {
        "slug": bird.slug,
        "common_name": bird.common_name,
        "scientific_name": bird.scientific_name,
        "probability": score.probability,
        "about": bird.about,
    }


def _prior_to_json(
    weighed: Identification, where: WhereAndWhen, guide: Guide, manifest: Manifest
) -> dict[str, Any]:
    answer = _answer(weighed, guide, manifest)
    region = where.region
    return {
        **({region.places.called: where.place} if region.places else {}),
        "month": where.month,
        "weights": {name: words.weight for name, words in vars(region.occurrence).items()},
        **answer,
        "species": [
            {**row, "occurrence": where.occurrence(guide.get(row["slug"]))}
            for row in answer["species"]
        ],
    }


def _heatmap(identification: Identification, slug: str, photo: tuple[int, int]) -> str:
    return data_uri(over_photo(identification, slug, photo, HEATMAP_SIDE), "PNG")


def _card(card: Species) -> dict[str, Any]:
    """A card with the names of the birds outside the list beside their slugs, links, pictures."""
    guide = get_guide()
    outside = [
        {"slug": b.slug, "name": guide.neighbour(b.slug).common_name, "difference": b.difference}
        for b in card.outside_look_alikes
    ]
    return asdict(card) | {
        "outside_look_alikes": outside,
        "links": links(card, guide),
        "gallery": pictures(card, guide),
    }


def _photo_bytes() -> bytes:
    if request.mimetype != "multipart/form-data":
        data = request.get_data(cache=False)
        # A body without a length is cut off at the limit in silence; reading on raises the 413.
        request.stream.read(1)
        return data
    photo = request.files.get("photo")
    if photo is None:
        if "photo" in request.form:
            raise PhotoError("missing", NO_FILE)
        raise PhotoError("missing", "The form has no file field named “photo”.")
    return photo.read()
