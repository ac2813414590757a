"""The schemas of what the API answers; that of a species is made from its dataclass."""

import types
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from birdapp.guide.bird_folder import Guide
from birdapp.guide.media.gallery import LONGEST_SIDE, MOST_OF_A_BIRD
from birdapp.guide.media.licences import LICENCES
from birdapp.guide.region import Occurrence
from birdapp.guide.species import Species
from birdapp.recognition.verdict import Level

Schema = dict[str, Any]

NUMBER: Schema = {"type": "number", "minimum": 0, "maximum": 1}
TEXT: Schema = {"type": "string"}
NULL: Schema = {"type": "null"}


def ref(name: str) -> Schema:
    """A reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def schemas(guide: Guide) -> dict[str, Schema]:
    """All schemas, by name."""
    level: Schema = {"enum": list(get_args(Level))}
    score = {
        "slug": {"enum": list(guide.slugs)},
        "common_name": TEXT,
        "scientific_name": TEXT,
        "probability": NUMBER,
    }
    answer = {
        "verdict": TEXT,
        "confidence": level,
        "species": {
            **_list(_object(**score)),
            "minItems": len(guide.species),
            "maxItems": len(guide.species),
            "description": "All birds on the list, the most probable first.",
        },
        "none_of_these": {
            **NUMBER,
            "description": "How likely it is that the photo shows no bird on the list.",
        },
        "neighbour": {
            "anyOf": [ref("Neighbour"), NULL],
            "description": "The bird outside the list that it may be; its probability is a "
            "part of `none_of_these`.",
        },
        "warning": {
            "anyOf": [TEXT, NULL],
            "description": "Why to take an answer that names the first bird with care.",
        },
    }
    looked_at = {
        **_object(left=NUMBER, top=NUMBER, right=NUMBER, bottom=NUMBER),
        "description": "The part that was looked at closely, as shares of the whole photo.",
    }
    identification = _object(
        **answer, looked_at=looked_at, engine={"enum": ["fastai", "onnx"]}, model=TEXT
    )
    identification["properties"]["heatmaps"] = {
        "type": "object",
        "description": "By species: a grey PNG in the photo's shape, its longer side 224 pixels, "
        "as a data URI; white is where it saw most of the bird.",
        "additionalProperties": TEXT,
    }
    identification["properties"]["prior"] = ref("Prior")
    occurrence = {"enum": list(get_args(Occurrence))}
    places = guide.region.places
    return {
        "Identification": identification,
        "Prior": _object(
            **({places.called: {"enum": list(places.names)}} if places else {}),
            month={"type": ["integer", "null"]},
            weights={"type": "object", "additionalProperties": NUMBER},
            **{**answer, "species": _list(_object(**score, occurrence=occurrence))},
        ),
        "Neighbour": _object(
            slug=TEXT, common_name=TEXT, scientific_name=TEXT, probability=NUMBER, about=_list(TEXT)
        ),
        "Species": _species(),
        "Picture": _picture(),
        "SpeciesList": _object(species=_list(ref("Species"))),
        "Model": _object(
            engine={"enum": ["fastai", "onnx"]}, model=TEXT, manifest={"type": "object"}
        ),
        "Document": _object(openapi=TEXT, info={"type": "object"}, paths={"type": "object"}),
        "Problem": _object(type=TEXT, title=TEXT, status={"type": "integer"}, detail=TEXT),
    }


def _species() -> Schema:
    """A card, with the names of the birds outside the list beside their slugs, links, pictures."""
    schema = schema_of(Species)
    outside = schema["properties"]["outside_look_alikes"]["items"]
    outside["properties"]["name"] = TEXT
    outside["required"].append("name")
    schema["properties"] |= {
        "links": {
            **_list(_object(name=TEXT, offers=TEXT, url=TEXT)),
            "description": "Pages elsewhere about the bird.",
        },
        "gallery": {**_list(ref("Picture")), "maxItems": MOST_OF_A_BIRD},
    }
    schema["required"] += ["links", "gallery"]
    return schema


def _picture() -> Schema:
    side = {"type": "integer", "minimum": 1, "maximum": LONGEST_SIDE}
    return {
        **_object(
            **{"url": TEXT, "width": side, "height": side, "author": TEXT},
            **{"licence": {"enum": [licence.name for licence in LICENCES.values()]}},
            **{"licence_url": TEXT, "source": TEXT, "attribution": TEXT},
        ),
        "description": "A photo. If you show it, say who took it, under which licence, and that "
        "it was made smaller. `url` is relative to this site.",
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
