"""The OpenAPI document of a site of files: what a host answers that only has files."""

from typing import Any

from birdapp.guide.bird_folder import Guide
from birdapp.web.frozen.links import file_of
from birdapp.web.openapi import document

ABOUT = (
    "These are files, so no key and no token is needed, and there is nothing to search by. A photo "
    "is looked at by the visitor's own browser, on the pages."
)

HOME = "../.."
"""The site, as seen from the document: it may be below any prefix."""


def document_of_files(guide: Guide) -> dict[str, Any]:
    """Only what is asked by GET and by its address alone; each address is that of a file.

    How a host says that there is none is the host's.
    """
    told = document(guide, HOME)
    told["info"]["description"] = ABOUT
    told["paths"] = {
        f"/{file_of(path)}": {"get": _by_address(methods["get"])}
        for path, methods in told["paths"].items()
        if "get" in methods
    }
    return told


def _by_address(operation: dict[str, Any]) -> dict[str, Any]:
    parameters = [one for one in operation.get("parameters", []) if one["in"] == "path"]
    return {
        "operationId": operation["operationId"],
        "summary": operation["summary"].removesuffix(", or those that match"),
        **({"parameters": parameters} if parameters else {}),
        "responses": {"200": operation["responses"]["200"]},
    }
