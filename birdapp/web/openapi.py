"""The API as an OpenAPI 3.1 document. The schema of a species is made from its dataclass."""

import types
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from birdapp.guide.search import COLOURS, SIZES
from birdapp.guide.species import ALL, SLUGS, Species
from birdapp.guide.where_and_when import STATES, Occurrence
from birdapp.recognition.photos import HEIC
from birdapp.recognition.verdict import Level

Schema = dict[str, Any]

NUMBER: Schema = {"type": "number", "minimum": 0, "maximum": 1}
TEXT: Schema = {"type": "string"}
IMAGES = ("image/jpeg", "image/png", "image/webp", *(("image/heic",) if HEIC else ()))


def document() -> Schema:
    """The whole document, as /api/v1/openapi.json answers it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Urban Bird Recognizer",
            "version": "1",
            "summary": f"Ranks {len(ALL)} common urban birds of Australia on a photo.",
            "description": "No key and no token is needed. Nothing that is sent is stored. "
            "Errors are problem details (RFC 9457) with a sentence in `detail`.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/v1/identify": {"post": _identify()},
            "/api/v1/species": {"get": _all_species()},
            "/api/v1/species/{slug}": {"get": _one_species()},
            "/api/v1/model": {"get": _model()},
            "/api/v1/openapi.json": {"get": _openapi()},
        },
        "components": {"schemas": _schemas()},
    }


def _identify() -> Schema:
    photo: Schema = {"type": "string", "format": "binary", "contentMediaType": "image/jpeg"}
    form = {"type": "object", "required": ["photo"], "properties": {"photo": photo}}
    return _operation(
        "identify",
        "Identify the bird on a photo",
        "Send the photo as the multipart field `photo`, or its bytes as the body. `probability` is "
        "what the photo alone says; with `none_of_these` it sums to 1. With `state`, the member "
        "`prior` gives the same answer with where and when weighed in, and the weights used.",
        "Identification",
        {
            "400": "No photo was sent, or a parameter is not understood.",
            "404": "`heatmap` names a bird that is not on the list.",
            "413": "The upload or the picture is too large.",
            "415": "The bytes are not a photo of a format that is read.",
            "422": "The photo is damaged or incomplete.",
            "503": "The recogniser is not ready.",
        },
        parameters=[
            _query("state", "Where the photo was taken.", _choice(STATES)),
            _query(
                "month",
                "When it was taken, 1 to 12. Counts only together with `state`.",
                {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 12}, {"const": ""}]},
            ),
            _query(
                "heatmap",
                "A species whose heatmap is wanted; may be repeated.",
                {"type": "array", "items": {"enum": list(SLUGS)}},
            ),
        ],
        requestBody={
            "required": True,
            "content": {
                "multipart/form-data": {"schema": form},
                **{kind: {"schema": {**photo, "contentMediaType": kind}} for kind in IMAGES},
            },
        },
    )


def _all_species() -> Schema:
    return _operation(
        "all_species",
        "The birds of the list, or those that are looked for",
        "Every parameter narrows the answer; without any, it is the whole list.",
        "SpeciesList",
        {"400": "A parameter is not understood."},
        parameters=[
            _query("q", "Words that are part of a name, older names included.", TEXT),
            _query("colour", "A colour that stands out.", _choice(COLOURS)),
            _query("size", "; ".join(f"{k}: {v}" for k, v in SIZES.items()), _choice(SIZES)),
            _query("state", "Only birds that occur there.", _choice(STATES)),
        ],
    )


def _one_species() -> Schema:
    return _operation(
        "one_species",
        "One bird's card",
        "Names, field marks, look-alikes, range, season, sources, and what in it is our judgement.",
        "Species",
        {"404": "There is no bird of that name on the list."},
        parameters=[
            {
                "name": "slug",
                "in": "path",
                "required": True,
                "description": "The bird's short name, as in `species`.",
                "schema": {"enum": list(SLUGS)},
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


def _operation(
    name: str, summary: str, text: str, schema: str, errors: dict[str, str], **more: Any
) -> Schema:
    problem = {"application/problem+json": {"schema": _ref("Problem")}}
    return {
        "operationId": name,
        "summary": summary,
        "description": text,
        **more,
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {"application/json": {"schema": _ref(schema)}},
            },
            **{code: {"description": words, "content": problem} for code, words in errors.items()},
        },
    }


def _query(name: str, text: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _choice(values: Iterable[str]) -> Schema:
    """One of these; empty, as a form sends a choice that was not made, counts as not given."""
    return {"enum": [*values, ""]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _schemas() -> dict[str, Schema]:
    level: Schema = {"enum": list(get_args(Level))}
    score = {
        "slug": {"enum": list(SLUGS)},
        "common_name": TEXT,
        "scientific_name": TEXT,
        "probability": NUMBER,
    }
    answer = {
        "verdict": TEXT,
        "confidence": level,
        "species": {
            **_list(_object(**score)),
            "minItems": len(ALL),
            "maxItems": len(ALL),
            "description": "All birds of the list, the most probable first.",
        },
        "none_of_these": NUMBER,
    }
    identification = _object(**answer, engine={"enum": ["fastai", "onnx"]}, model=TEXT)
    identification["properties"]["heatmaps"] = {
        "type": "object",
        "description": "By species: a grey PNG in the photo's shape, its longer side 224 pixels, "
        "as a data URI; white is where it saw most of the bird.",
        "additionalProperties": TEXT,
    }
    identification["properties"]["prior"] = _ref("Prior")
    occurrence = {"enum": list(get_args(Occurrence))}
    return {
        "Identification": identification,
        "Prior": _object(
            state={"enum": list(STATES)},
            month={"type": ["integer", "null"]},
            weights={"type": "object", "additionalProperties": NUMBER},
            **{**answer, "species": _list(_object(**score, occurrence=occurrence))},
        ),
        "Species": schema_of(Species),
        "SpeciesList": _object(species=_list(_ref("Species"))),
        "Model": _object(
            engine={"enum": ["fastai", "onnx"]}, model=TEXT, manifest={"type": "object"}
        ),
        "Document": {"type": "object", "required": ["openapi", "info", "paths"]},
        "Problem": _object(type=TEXT, title=TEXT, status={"type": "integer"}, detail=TEXT),
    }


def schema_of(kind: Any) -> Schema:
    """The JSON schema of what `asdict` makes of a value annotated with `kind`."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return _object(**{field.name: schema_of(hints[field.name]) for field in fields(kind)})
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _list(schema_of(arguments[0]))
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(arguments[1])}
    if origin is Literal:
        return {"enum": list(arguments)}
    if isinstance(kind, types.UnionType):
        return {"anyOf": [schema_of(argument) for argument in arguments]}
    return {"type": {str: "string", int: "integer", float: "number", types.NoneType: "null"}[kind]}
