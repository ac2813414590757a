"""Blueprint of what makes the site an app on a phone: manifest, icon, service worker, sharing."""

import hashlib
import json
from base64 import b64encode
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request

from birdapp.guide.media.icon import SIDE
from birdapp.recognition.photos import TYPES
from birdapp.settings import ROOT
from birdapp.web import pages
from birdapp.web.loaded import get_guide
from birdapp.web.phone import kept
from birdapp.web.phone.addresses import from_home
from birdapp.web.phone.files import has_engine

blueprint = Blueprint("installable", __name__)

SCRIPT = ROOT / "static" / "js" / "phone" / "service_worker.js"
GROUND = "#fbfaf6"
"""Behind the app while it starts, as behind the pages."""

DAY = {"Cache-Control": "public, max-age=86400"}
ASKED_AGAIN = {"Cache-Control": "no-cache"}


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """The web app manifest (W3C), with a share target (W3C Web Share Target).

    Its addresses are relative to it, and it stands beside the first page. It has no `id`: that
    would be relative to the host, and two sites on one host, as of files, would count as one app.
    Without one browsers go by start_url.
    """
    guide = get_guide()
    drawing = {"sizes": "any", "type": "image/svg+xml"}
    picture = {"sizes": f"{SIDE}x{SIDE}", "type": "image/png"}
    icons = [
        {"src": from_home("pages.site_emblem"), "purpose": "any", **drawing},
        {"src": from_home("installable.icon"), "purpose": "maskable", **drawing},
    ]
    if guide.icon:
        icons.append({"src": from_home("installable.picture"), "purpose": "any", **picture})
    told: dict[str, Any] = {
        "name": guide.region.title,
        "short_name": guide.region.title,
        "description": guide.sentence(guide.region.description),
        "lang": guide.region.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": icons,
    }
    if not _is_written_as_files():
        told["share_target"] = _share_target()
    return Response(
        json.dumps(told, ensure_ascii=False),
        mimetype="application/manifest+json",
        headers=ASKED_AGAIN,
    )


def _is_written_as_files() -> bool:
    """A host of files takes no photo: there the service worker adds the share target."""
    return bool(current_app.jinja_env.globals.get("as_files"))


def _share_target() -> dict[str, Any]:
    return {
        "action": from_home("installable.shared"),
        "method": "POST",
        "enctype": "multipart/form-data",
        "params": {"files": [{"name": "photo", "accept": [*TYPES, "image/*"]}]},
    }


@blueprint.get("/icon.svg")
def icon() -> Response:
    """The emblem within the circle that no phone's mask cuts off: four fifths of the width."""
    emblem = b64encode(pages.drawn_emblem().encode()).decode()
    drawing = render_template("icon.svg", ground=GROUND, emblem=emblem)
    return Response(drawing, mimetype="image/svg+xml", headers=DAY)


@blueprint.get("/icon.png")
def picture() -> Response:
    """The bird folder's own icon.png, for phones that take no drawing."""
    file = get_guide().icon
    if not file:
        abort(404)
    return Response(file.read_bytes(), mimetype="image/png", headers=DAY)


@blueprint.get("/service-worker.js")
def service_worker() -> Response:
    """The service worker: what it must know of the site as data, then what it does.

    It stands beside the first page, so that all pages are within its scope.
    """
    site: dict[str, Any] = {
        "version": engine_files()["version"] if has_engine() else kept.version(),
        "not_kept": from_home("installable.not_kept"),
        "shared": from_home("installable.shared"),
    }
    if _is_written_as_files():
        site["manifest"] = from_home("installable.manifest")
        site["share_target"] = _share_target()
    script = f"const SITE = {json.dumps(site)};\n{SCRIPT.read_text(encoding='utf-8')}"
    return Response(script, mimetype="text/javascript", headers=ASKED_AGAIN)


@blueprint.get("/engine/files.json")
def engine_files() -> dict[str, Any]:
    """What is fetched to answer without a network: the pages, and each file of the engine.

    Its version is that of pages and engine together, which the service worker has too.
    """
    told = _engine()
    made_of = f"{kept.version()} {told['version']}"
    return {
        **told,
        "version": hashlib.sha256(made_of.encode()).hexdigest()[:12],
        "pages": [from_home(endpoint, **values) for endpoint, values in kept.pages()],
    }


@blueprint.get("/phone/")
def phone() -> str:
    """Where somebody keeps the site on this device, and says that photos are never sent."""
    size = kept.by_digest()["bytes"] if has_engine() else 0
    return render_template("phone.html", megabytes=round(size / 1e6))


@blueprint.get("/phone/not-kept")
def not_kept() -> str:
    """Shown by the service worker in the place of a page that it has not kept."""
    return render_template("not_kept.html")


@blueprint.get("/shared")
def nothing_shared() -> str:
    """Somebody goes back to the address, or reloads it."""
    return pages.upload()


@blueprint.post("/shared")
def shared() -> str:
    """A photo from a phone's gallery, which can bring no token of a form: answered as any other.

    A page of another site cannot send one: its Origin is looked at.
    """
    return pages.result()


def _engine() -> dict[str, Any]:
    """As it is told at its own address, whatever is asked for: birds.json leads on from there."""
    there = {**request.environ, "PATH_INFO": "/engine/files.json"}
    with current_app.request_context(there):
        return kept.by_digest()
