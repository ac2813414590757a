"""Blueprint of the gallery: its pictures, and the page that says whose they are."""

from flask import Blueprint, Response, abort, render_template, request

from birdapp.web.loaded import get_guide

blueprint = Blueprint("gallery", __name__)

KEPT = 86_400
"""So many seconds a browser may keep a picture."""


@blueprint.get("/gallery/<path:file>")
def picture(file: str) -> Response:
    """A picture of the gallery; one that has no place in its table is not served."""
    gallery = get_guide().gallery
    if file not in gallery.by_file:
        abort(404, "There is no such photo.")
    try:
        data = (gallery.folder / file).read_bytes()
    except FileNotFoundError:
        abort(404, "This photo was removed from the gallery.")
    cached = {"Cache-Control": f"public, max-age={KEPT}"}
    answer = Response(data, mimetype="image/webp", headers=cached)
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@blueprint.get("/credits/")
def credits_page() -> str:
    """Whose the pictures are, where they were found and what may be done with them."""
    return render_template("credits.html", gallery=get_guide().gallery)
