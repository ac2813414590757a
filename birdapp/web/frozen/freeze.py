"""Writes the site as files. Frozen-Flask asks the app for each address and keeps the answers."""

import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from birdapp.web.frozen import folder as folders
from birdapp.web.frozen.api import document_of_files
from birdapp.web.frozen.host_headers import PAGE_POLICY, host_headers
from birdapp.web.frozen.links import NOT_FOUND, file_of, linked_as_files
from birdapp.web.loaded import get_guide
from birdapp.web.phone import kept
from birdapp.web.phone.files import shipped_weights


def freeze(app: Flask, folder: Path, prefix: str = "/") -> int:
    """Write the site into `folder`; gives the number of files.

    `prefix` is where the site will be on its host: only the page for what is not there says it.

    A folder that was written before is written anew, and what is not part of the site any more is
    taken away. Raises NotOursError for a folder with anything else in it. The site is made as a
    whole before the folder is touched.
    """
    folders.check(folder)
    with TemporaryDirectory() as made:
        _make(app, Path(made), prefix)
        return folders.put(Path(made), folder)


def _make(app: Flask, folder: Path, prefix: str) -> None:
    # Here, because a server has no need of it.
    from flask_frozen import Freezer, MissingURLGeneratorWarning

    class ToFiles(Freezer):
        """Frozen-Flask, with our names of files."""

        def urlpath_to_filepath(self, path: str) -> str:
            return file_of(path)

    app.config.update(
        FREEZER_DESTINATION=folder.resolve(),
        # It knows fewer suffixes than hosts do.
        FREEZER_IGNORE_MIMETYPE_WARNINGS=True,
        # Nobody takes a form, so it has no token.
        WTF_CSRF_ENABLED=False,
    )
    app.jinja_env.globals.update(as_files=True, page_policy=PAGE_POLICY)
    freezer = ToFiles(app, with_no_argument_rules=False)
    freezer.register_generator(_addresses)
    with linked_as_files(app, prefix), warnings.catch_warnings():
        # Those for photos, probes and metrics are for a server.
        warnings.simplefilter("ignore", MissingURLGeneratorWarning)
        freezer.freeze()
        not_found = app.test_client().get(NOT_FOUND).get_data()
    (folder / NOT_FOUND.removeprefix("/")).write_bytes(not_found)
    described = json.dumps(document_of_files(get_guide()), ensure_ascii=False, indent=2)
    (folder / "api/v1/openapi.json").write_text(described, encoding="utf-8")
    (folder / "_headers").write_text(host_headers(), encoding="utf-8")
    (folder / ".nojekyll").write_text("", encoding="utf-8")


def _addresses() -> Iterator[tuple[str, dict[str, Any]]]:
    """What no page links to; what one does, is found."""
    yield from kept.pages()
    _, digest = shipped_weights()
    yield "phone.weights", {"digest": digest[:12]}
    for endpoint in ("phone.birds_json", "installable.engine_files", "installable.service_worker"):
        yield endpoint, {}
    for endpoint in ("api.all_species", "api.model"):
        yield endpoint, {}
    for slug in get_guide().slugs:
        yield "api.one_species", {"slug": slug}
