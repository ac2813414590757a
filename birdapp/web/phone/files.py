"""Blueprint of what the engine in the browser fetches: birds.json and the network's weights."""

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, request, send_from_directory

from birdapp.recognition.loading import IN_BROWSERS
from birdapp.recognition.manifest import Manifest
from birdapp.server.headers import HEADERS
from birdapp.settings import ROOT
from birdapp.web.loaded import get_classifier, get_guide
from birdapp.web.phone.addresses import from_here
from birdapp.web.phone.birds import birds

blueprint = Blueprint("phone", __name__, url_prefix="/engine")

WORKER = "js/engine/worker.js"
RUNTIME = "vendor/onnxruntime-web/ort-wasm-simd-threaded-1.30.0.wasm.packed"
YEAR = 365 * 24 * 60 * 60

POLICY = "Content-Security-Policy"
MAY_COMPILE = f"{HEADERS[POLICY]}; script-src 'self' 'wasm-unsafe-eval'"
"""A worker has a policy of its own: this one may compile WebAssembly, and no page may."""


@blueprint.get("/birds.json")
def birds_json() -> dict[str, Any]:
    """All that the engine must know; addresses are relative to this one.

    The weights' address names their digest: another model has another, so each may be kept.
    """
    manifest = _manifest()
    file, digest = shipped_weights()
    size, unpacked = _runtime()
    runtime = from_here("static", filename=RUNTIME)
    weights = from_here("phone.weights", digest=digest[:12])
    return {
        "runtime": {"address": runtime, "bytes": size, "sha256": unpacked},
        "weights": {"address": weights, "bytes": file.stat().st_size, "sha256": digest},
        **birds(get_guide(), manifest),
    }


@blueprint.get("/birds-<digest>.onnx")
def weights(digest: str) -> Response:
    """The network in 16 bits. The engine checks its sha256."""
    manifest = _manifest()
    if digest != manifest.sha256[IN_BROWSERS][:12]:
        abort(404, "There is another model now.")
    response = send_from_directory(manifest.folder, IN_BROWSERS, max_age=YEAR)
    response.cache_control.immutable = True
    return response


@blueprint.after_app_request
def _let_the_worker_compile(response: Response) -> Response:
    if request.endpoint == "static" and (request.view_args or {}).get("filename") == WORKER:
        response.headers[POLICY] = MAY_COMPILE
    return response


def has_engine() -> bool:
    """Whether the bird folder has a network for browsers."""
    manifest = get_classifier().manifest
    return IN_BROWSERS in manifest.sha256 and (manifest.folder / IN_BROWSERS).is_file()


def shipped_weights() -> tuple[Path, str]:
    """The network for browsers and its sha256; 404 without one."""
    manifest = _manifest()
    return manifest.folder / IN_BROWSERS, manifest.sha256[IN_BROWSERS]


@cache
def _runtime() -> tuple[int, str]:
    """Its size as it is sent, and its sha256 unpacked: some hosts have the browser unpack it."""
    packed = (ROOT / "static" / RUNTIME).read_bytes()
    return len(packed), hashlib.sha256(gzip.decompress(packed)).hexdigest()


def _manifest() -> Manifest:
    """The manifest, if its folder has a network for browsers; else 404."""
    if not has_engine():
        abort(404, f"This model has no {IN_BROWSERS}, which `flask birds export` writes.")
    return get_classifier().manifest
