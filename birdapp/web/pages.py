"""Blueprint of the pages: upload form, result, field guide, life list, about."""

from flask import Blueprint, Response, abort, current_app, render_template, request
from werkzeug.datastructures import FileStorage

from birdapp.guide import wording
from birdapp.guide.bird_folder import OUTLINES, FolderError
from birdapp.guide.few_photos import caution, share_of_few
from birdapp.guide.region import MONTHS
from birdapp.guide.rivals import difference
from birdapp.guide.search import absent, by_name, presence, size_class, words
from birdapp.guide.species import Species
from birdapp.guide.where_and_when import WhereAndWhen, likely
from birdapp.observability.metrics import REJECTED
from birdapp.recognition.engine import ModelError
from birdapp.recognition.manifest import UNNAMED, SpeciesMetrics
from birdapp.recognition.photos import FORMAT_NAMES, MEDIA_TYPES, PhotoError
from birdapp.server.gate import TurnedAway
from birdapp.version import VERSION
from birdapp.web.answers.answer import Answer, Refusal, answer, shown_name
from birdapp.web.answers.results_csv import to_data_uri
from birdapp.web.figures import bins, shares
from birdapp.web.forms import NO_FILE, UploadForm, search, where_and_when
from birdapp.web.loaded import NOT_READY, get_card, get_classifier, get_guide, is_ready
from birdapp.web.openapi import document
from birdapp.web.phone.files import has_engine

blueprint = Blueprint("pages", __name__)

MOST_PHOTOS = 12
"""So many photos may come at once."""

SHOWN_SIDE = 640
SHOWN_SIDE_OF_SEVERAL = 480


@blueprint.before_request
def _has_birds() -> None:
    """No page without a bird folder that is in order; else FolderError."""
    get_guide()


@blueprint.get("/")
def upload() -> str:
    """The upload form."""
    return render_template("upload.html", form=UploadForm())


@blueprint.post("/")
def result() -> str:
    """Identify the bird on the uploaded photo, or on each of several."""
    where = where_and_when(request.form)
    photos = [photo for photo in request.files.getlist("photo") if photo.filename]
    if not photos and request.form.get("photo"):
        raise PhotoError("missing", NO_FILE)
    if not photos:
        raise PhotoError("missing", "No photo was chosen. Please choose one first.")
    if len(photos) > MOST_PHOTOS:
        abort(400, f"You sent {len(photos)} photos. Please send at most {MOST_PHOTOS} at once.")
    if len(photos) == 1:
        shown = answer(photos[0].read(), photos[0].filename or "", where, SHOWN_SIDE)
        return render_template("result.html", answer=shown, form=UploadForm())
    results = [_answer_or_refusal(photo, where) for photo in photos]
    return render_template(
        "results.html", results=results, csv=to_data_uri(results, get_guide()), form=UploadForm()
    )


def _answer_or_refusal(photo: FileStorage, where: WhereAndWhen | None) -> Answer | Refusal:
    name = photo.filename or ""
    try:
        return answer(photo.read(), name, where, SHOWN_SIDE_OF_SEVERAL)
    except (PhotoError, TurnedAway) as error:
        REJECTED.labels(error.reason).inc()
        return Refusal(shown_name(name), str(error), not_now=isinstance(error, TurnedAway))


@blueprint.get("/species/")
def field_guide() -> str:
    """All species of the list, or those looked for; with a place, the common there first."""
    wanted = search(request.args)
    where = where_and_when(request.args)
    found = by_name(wanted.find())
    return render_template(
        "field_guide.html",
        search=wanted,
        where=where,
        found=likely(found, where) if where else found,
        colours={colour: colour.capitalize() for colour in wanted.guide.colours},
        sizes={size.name: size.words for size in wanted.guide.region.sizes},
        absent=absent,
        size_class=size_class,
        words=words,
    )


@blueprint.get("/species/<slug>")
def species_card(slug: str) -> str:
    """One species."""
    card = get_card(slug)
    return render_template(
        "species_card.html",
        card=card,
        presence=presence(card, get_guide().region),
        caution=caution(_measured().get(slug)),
    )


@blueprint.get("/species/<slug>/or/<other>")
def compare(slug: str, other: str) -> str:
    """Two species side by side."""
    if slug == other:
        abort(404, "A bird cannot be compared with itself. Please choose two different birds.")
    cards = get_card(slug), get_card(other)
    return render_template("compare.html", cards=cards, difference=difference(*cards))


@blueprint.get("/emblem.svg")
def site_emblem() -> Response:
    """The bird folder's own emblem.svg; a plain bird where it has none."""
    return _as_svg(drawn_emblem())


def drawn_emblem() -> str:
    """The bird folder's own emblem.svg, or a plain bird."""
    own = get_guide().folder / "emblem.svg"
    return own.read_text(encoding="utf-8") if own.is_file() else _drawn(Species("", "", ""))


@blueprint.get("/species/<slug>/emblem.svg")
def emblem(slug: str) -> Response:
    """A small bird in the colours of the species' plumage, from head to tail."""
    return _as_svg(_drawn(get_card(slug)))


def _drawn(card: Species) -> str:
    return render_template("emblem.svg", card=card)


def _as_svg(drawing: str) -> Response:
    cached = {"Cache-Control": "public, max-age=86400"}
    return Response(drawing, mimetype="image/svg+xml", headers=cached)


@blueprint.get("/outlines.json")
def outlines() -> Response:
    """The outlines of the places, for the browser to find one in; it tells nobody which."""
    guide = get_guide()
    if not guide.outlines_source:
        abort(404, "This site has no outlines of places.")
    text = (guide.folder / OUTLINES).read_text(encoding="utf-8-sig")
    cached = {"Cache-Control": "public, max-age=86400"}
    return Response(text, mimetype="application/json", headers=cached)


@blueprint.get("/my-birds/")
def my_birds() -> str:
    """The life list. It lives in the browser; this is its empty page."""
    return render_template("my_birds.html")


@blueprint.get("/about/")
def about() -> str:
    """What the site can and cannot do, with the figures of the model's manifest."""
    try:
        classifier = get_classifier()
    except ModelError:
        return render_template("about.html", facts=None)
    manifest = classifier.manifest
    return render_template(
        "about.html",
        facts=manifest.facts,
        shares=shares(manifest),
        bins=bins(manifest),
        measured=manifest.species_metrics,
        model=classifier.model,
        share_of_few=share_of_few,
        named_outside=len({*manifest.outside} - {*UNNAMED}),
        without_network=has_engine(),
    )


def _measured() -> dict[str, SpeciesMetrics]:
    """What is known of how well each species is recognised: without a model, nothing."""
    try:
        return get_classifier().manifest.species_metrics
    except ModelError:
        return {}


@blueprint.get("/api/")
def api() -> str:
    """The API in words, from its OpenAPI document."""
    guide = get_guide()
    places = guide.region.places
    example = {places.called: next(iter(places.names))} if places else {}
    return render_template(
        "api.html", document=document(guide, request.script_root), example=example
    )


@blueprint.app_context_processor
def _for_templates() -> dict[str, object]:
    """What every page may need; with a bird folder that is not in order, there is only an error."""
    try:
        guide = get_guide()
    except FolderError:
        return {"region": None}
    region = guide.region
    return {
        "region": region,
        "guide": guide,
        "all_species": by_name(guide.species),
        "species": guide.get,
        "neighbour": guide.neighbour,
        "neighbours": guide.neighbours,
        "links_of": guide.links_of,
        "pictures_of": guide.gallery.of,
        "article": wording.article,
        "with_article": wording.with_article,
        "percent": wording.percent,
        "decimal": "{:.6f}".format,
        "season": lambda card: wording.season(card.season, region),
        "months": MONTHS,
        "format_names": FORMAT_NAMES,
        "accepted_types": MEDIA_TYPES,
        "max_upload_mb": current_app.config["MAX_UPLOAD_MB"],
        "most_photos": MOST_PHOTOS,
        "is_ready": is_ready(),
        "not_ready": NOT_READY,
        "version": VERSION,
    }
