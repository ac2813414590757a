"""The API as an OpenAPI 3.1 document."""

from collections.abc import Iterable
from typing import Any

from birdapp.guide.bird_folder import Guide
from birdapp.recognition.photos import TYPES
from birdapp.version import VERSION
from birdapp.web.schemas import TEXT, Schema, ref, schemas


def document(guide: Guide, root: str = "") -> Schema:
    """The whole document, as /api/v1/openapi.json answers it; `root` is the folder of the host that
    a proxy shows the site in."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": guide.region.title,
            "version": VERSION,
            "summary": f"How likely each of {guide.sentence(guide.region.list)} is in a photo.",
            "description": "No key and no token is needed. Nothing that is sent is stored. "
            "Errors are problem details (RFC 9457) with a sentence in `detail`.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root or "/"}],
        "paths": {
            "/api/v1/identify": {"post": _identify(guide)},
            "/api/v1/species": {"get": _all_species(guide)},
            "/api/v1/species/{slug}": {"get": _one_species(guide)},
            "/api/v1/model": {"get": _model()},
            "/api/v1/openapi.json": {"get": _openapi()},
        },
        "components": {"schemas": schemas(guide)},
    }


def _identify(guide: Guide) -> Schema:
    photo: Schema = {"type": "string", "format": "binary", "contentMediaType": "image/jpeg"}
    form = {"type": "object", "required": ["photo"], "properties": {"photo": photo}}
    return _operation(
        "identify",
        "Identify the bird in a photo",
        "Send the photo as the multipart field `photo`, or its bytes as the body. `probability` is "
        "what the photo alone says; with `none_of_these` it sums to 1." + _of_the_prior(guide),
        "Identification",
        {
            "400": "No photo was sent, or a parameter is not understood.",
            "404": "`heatmap` names a bird that is not on the list.",
            "413": "The upload or the photo is too large.",
            "415": "The bytes are not a photo in a format that we read.",
            "408": "The photo arrived too slowly, or its connection broke.",
            "422": "The photo is damaged or incomplete.",
            "429": "Too many photos came from this visitor; `Retry-After` says how long to wait.",
            "503": "The recogniser is not ready, or too many photos wait; then with `Retry-After`.",
        },
        parameters=[
            *_where_and_when(guide),
            _query(
                "heatmap",
                "A species whose heatmap is wanted; may be repeated.",
                {"type": "array", "items": {"enum": list(guide.slugs)}},
            ),
        ],
        requestBody={
            "required": True,
            "content": {
                "multipart/form-data": {"schema": form},
                **{kind: {"schema": {**photo, "contentMediaType": kind}} for kind in TYPES},
            },
        },
    )


def _all_species(guide: Guide) -> Schema:
    return _operation(
        "all_species",
        "The birds on the list, or those that match",
        "Each parameter narrows the answer; without any, it is the whole list.",
        "SpeciesList",
        {"400": "A parameter is not understood."},
        parameters=[
            _query("q", "Words that are part of a name, older names included.", TEXT),
            _query("colour", "A colour that stands out.", _choice(guide.colours)),
            *_size(guide),
            *_place(guide, "Only birds that occur there."),
        ],
    )


def _one_species(guide: Guide) -> Schema:
    return _operation(
        "one_species",
        "One bird's card",
        "Names, field marks, look-alikes, range, season, sources, and what in it is our judgement; "
        "pages elsewhere about the bird, and photos with who took them.",
        "Species",
        {"404": "There is no bird of that name on the list."},
        parameters=[
            {
                "name": "slug",
                "in": "path",
                "required": True,
                "description": "The bird's short name, as in `species`.",
                "schema": {"enum": list(guide.slugs)},
            }
        ],
    )


def _model() -> Schema:
    return _operation(
        "model",
        "The model that answers",
        "Its engine, the beginning of its sha256, and its manifest with what was measured.",
        "Model",
        {"503": "The recogniser is not ready."},
    )


def _openapi() -> Schema:
    return _operation("openapi_document", "This document", "OpenAPI 3.1.", "Document", {})


def _place(guide: Guide, text: str) -> list[Schema]:
    places = guide.region.places
    return [_query(places.called, text, _choice(places.names))] if places else []


def _size(guide: Guide) -> list[Schema]:
    words = {size.name: size.words for size in guide.region.sizes}
    text = "; ".join(f"{name}: {said}" for name, said in words.items())
    return [_query("size", text, _choice(words))] if words else []


def _where_and_when(guide: Guide) -> list[Schema]:
    """The parameters of the prior, as far as they tell anything about these birds."""
    places = guide.region.places
    if not places and not guide.has_seasons:
        return []
    text = "When it was taken, 1 to 12."
    if places:
        text += f" Counts only together with `{places.called}`."
    number: Schema = {"type": "integer", "minimum": 1, "maximum": 12}
    return [
        *_place(guide, "Where the photo was taken."),
        _query("month", text, {"anyOf": [number, {"const": ""}]}),
    ]


def _of_the_prior(guide: Guide) -> str:
    asked = _where_and_when(guide)
    if not asked:
        return ""
    return (
        f" With `{asked[0]['name']}`, the member `prior` gives the answer that takes where and "
        "when into account, and the weights used."
    )


def _operation(
    name: str, summary: str, text: str, schema: str, errors: dict[str, str], **more: Any
) -> Schema:
    problem = {"application/problem+json": {"schema": ref("Problem")}}
    return {
        "operationId": name,
        "summary": summary,
        "description": text,
        **more,
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {"application/json": {"schema": ref(schema)}},
            },
            **{
                code: {"description": words, "content": problem} | _headers(code)
                for code, words in errors.items()
            },
        },
    }


def _headers(code: str) -> Schema:
    if code not in ("429", "503"):
        return {}
    wait = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
    return {"headers": {"Retry-After": wait}}


def _query(name: str, text: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _choice(values: Iterable[str]) -> Schema:
    """One of these; empty, as a form sends a choice that was not made, counts as not given."""
    return {"enum": [*values, ""]}
