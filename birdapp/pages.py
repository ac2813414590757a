"""Blueprint of the pages: upload form, result, field guide."""

import base64
import io

from flask import Blueprint, abort, current_app, render_template, request
from PIL import Image

from birdapp import species
from birdapp.classifiers import get_classifier
from birdapp.forms import UploadForm
from birdapp.photos import PhotoError, open_photo

blueprint = Blueprint("pages", __name__)

SHOWN_SIDE = 800
"""The photo on the result page is at most this many pixels wide and high."""


@blueprint.get("/")
def upload() -> str:
    """The upload form."""
    return render_template("upload.html", form=UploadForm())


@blueprint.post("/")
def result() -> str:
    """Identify the bird on the uploaded photo."""
    photo = request.files.get("photo")
    if photo is None or not photo.filename:
        raise PhotoError("missing", "No photo was chosen. Please choose one first.")
    image = open_photo(photo.read())
    return render_template(
        "result.html",
        identification=get_classifier().identify(image),
        photo=_data_uri(image),
        form=UploadForm(),
    )


@blueprint.get("/species/")
def field_guide() -> str:
    """All species of the list."""
    return render_template("field_guide.html")


@blueprint.get("/species/<slug>")
def species_card(slug: str) -> str:
    """One species."""
    if slug not in species.SLUGS:
        abort(404, "There is no bird of that name on our list.")
    return render_template("species_card.html", card=species.get(slug))


@blueprint.app_context_processor
def _species_for_templates() -> dict[str, object]:
    return {
        "all_species": species.ALL,
        "species": species.get,
        "max_upload_mb": current_app.config["MAX_UPLOAD_MB"],
    }


def _data_uri(image: Image.Image) -> str:
    """A small copy without metadata, made from the pixels: no byte of the upload is sent back."""
    shown = image.copy()
    shown.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    jpeg = io.BytesIO()
    shown.save(jpeg, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(jpeg.getvalue()).decode()
