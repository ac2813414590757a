"""What comes in beside a photo: the upload form and its token, the search, where and when."""

import secrets
from collections.abc import Mapping

from flask import Flask, abort
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.file import MultipleFileField

from birdapp.guide.region import Region
from birdapp.guide.search import Search
from birdapp.guide.where_and_when import WhereAndWhen, read
from birdapp.web.loaded import get_guide

csrf = CSRFProtect()

NO_FILE = (
    "The part “photo” of the form has no file name, so it came as text and not as a file. "
    "With curl, it is -F photo=@bird.jpg."
)


def init_app(app: Flask, warn: bool) -> None:
    """Ask of each form the token that it was sent with, which a cookie and our secret vouch for.

    Within a frame, browsers send a cookie only where it says that it is meant for that.
    """
    if not app.config["SECRET_KEY"]:
        if warn:
            app.logger.warning("BIRDAPP_SECRET_KEY is not set: made one for this start only.")
        app.config["SECRET_KEY"] = secrets.token_hex(32)
    framed = bool(app.config["FRAMED_BY"])
    app.config.update(
        SESSION_COOKIE_SECURE=app.config["HTTPS_ONLY"] or framed,
        SESSION_COOKIE_SAMESITE="None" if framed else "Lax",
        SESSION_COOKIE_PARTITIONED=framed,
        WTF_CSRF_TIME_LIMIT=None,
        # It asks for a Referer, which some browsers never send; visitors.py looks at the Origin.
        WTF_CSRF_SSL_STRICT=False,
    )
    csrf.init_app(app)


class UploadForm(FlaskForm):
    """One photo or several. What they hold is judged by open_photo, not here."""

    photo = MultipleFileField("Photo of a bird")


def search(values: Mapping[str, str]) -> Search:
    """What is looked for in the field guide, among a request's values; 400 for nonsense."""
    guide = get_guide()
    try:
        return Search(
            guide,
            q=values.get("q", ""),
            colour=values.get("colour", ""),
            size=values.get("size", ""),
            place=_place(values, guide.region),
        )
    except ValueError as error:
        abort(400, str(error))


def where_and_when(values: Mapping[str, str]) -> WhereAndWhen | None:
    """The place and `month` among a request's values; 400 where they are neither."""
    guide = get_guide()
    region = guide.region
    if not region.places and not guide.has_seasons:
        return None
    try:
        return read(region, _place(values, region), values.get("month", ""))
    except ValueError as error:
        abort(400, str(error))


def _place(values: Mapping[str, str], region: Region) -> str:
    return values.get(region.places.called, "") if region.places else ""
