"""Outlines of the region's places from a map in GeoJSON with an area for each of them."""

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

from birdapp.guide.bird_folder import OUTLINES, Guide
from birdapp.guide.outlines.check import faults_of_outlines

KM_A_DEGREE = 111.2

Position = list[float]
Ring = list[Position]
Polygon = list[Ring]


class MapError(ValueError):
    """The map cannot be used for these places; the message says why in a sentence."""


def write_outlines(
    guide: Guide, map_file: Path, source: str, near_km: float, detail_km: float
) -> Path:
    """Write outlines.json into the bird folder, from a map in GeoJSON; gives its path.

    An area belongs to the place whose name is one of its properties; where the map names the
    region's country, only areas of that country count. Borders are kept to within `detail_km`. What
    is nearer to a border than `near_km` is said to be of either side, so that must be more than the
    map's own error and `detail_km` together. `source` says whose map it is, and its licence.

    Raises MapError where the map cannot be used, and OSError where the file cannot be written.
    """
    places = guide.region.place_names
    code_of = {name: code for code, name in places.items()}
    found: dict[str, list[Polygon]] = {code: [] for code in places}
    for names, polygons in _areas(map_file, guide.region.country):
        for name in names & set(code_of):
            found[code_of[name]] += polygons
    missing = [name for code, name in places.items() if not found[code]]
    if not places:
        raise MapError("region.json names no places; add “places” to it first.")
    if missing:
        raise MapError(f"{map_file.name} has no area called {' and none called '.join(missing)}.")
    document = {
        "type": "FeatureCollection",
        "source": source,
        "near_km": near_km,
        "features": [_feature(code, found[code], detail_km) for code in places],
    }
    faults = [text for _, text in faults_of_outlines(document, guide.region)]
    if faults:
        raise MapError(f"The outlines made from this map would not be valid: {faults[0]}.")
    file = guide.folder / OUTLINES
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    file.write_text(f"{text}\n", encoding="utf-8")
    return file


def _areas(source: Path, country: str) -> list[tuple[set[str], list[Polygon]]]:
    """What each area is called, in all its properties, and its polygons."""
    try:
        features = json.loads(source.read_text(encoding="utf-8-sig"))["features"]
        named = [
            ({name for name in feature["properties"].values() if isinstance(name, str)}, feature)
            for feature in features
        ]
        tells_countries = any(country in names for names, _ in named)
        return [
            (names, _polygons(feature["geometry"]))
            for names, feature in named
            if country in names or not tells_countries
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise MapError(f"{source.name} is not a map of areas in GeoJSON.") from error


def _polygons(geometry: dict[str, Any]) -> list[Polygon]:
    kinds = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    return list(kinds[geometry["type"]])


def _feature(code: str, polygons: list[Polygon], detail_km: float) -> dict[str, Any]:
    thinned = [[_thinned(ring, detail_km) for ring in polygon] for polygon in polygons]
    geometry = {"type": "MultiPolygon", "coordinates": thinned}
    return {"type": "Feature", "properties": {"place": code}, "geometry": geometry}


def _thinned(ring: Ring, detail_km: float) -> Ring:
    """The ring with as few of its corners as stay within `detail_km` of it (Douglas and Peucker).

    Each ring is thinned by itself: two neighbours may then overlap or gape by up to twice as much,
    which is far nearer to the border than where an answer names both.
    """
    corners = _rounded(ring, detail_km)
    far = max(range(len(corners)), key=lambda at: math.dist(corners[0], corners[at]))
    kept = {0, far, len(corners) - 1}
    open_parts = [(0, far), (far, len(corners) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        ends = corners[first], corners[last]
        offs = [(_off_km(corners[at], *ends), at) for at in range(first + 1, last)]
        off, at = max(offs, default=(0.0, 0))
        if off > detail_km:
            kept.add(at)
            open_parts += [(first, at), (at, last)]
    # An islet that would vanish keeps the shape that it had.
    return [corners[at] for at in sorted(kept)] if len(kept) > 3 else corners


def _rounded(ring: Ring, detail_km: float) -> Ring:
    """Each corner to the decimals that the detail needs, and no corner twice running."""
    digits = max(0, math.ceil(-math.log10(detail_km / KM_A_DEGREE)))
    corners = [[round(x, digits), round(y, digits)] for x, y, *_ in ring]
    changes = [corner for before, corner in pairwise(corners) if corner != before]
    # Of an islet smaller than that, a point would be left: it stays as exact as it was.
    return [corners[0], *changes] if len(changes) > 2 else [[x, y] for x, y, *_ in ring]


def _off_km(corner: Position, first: Position, last: Position) -> float:
    """How far a corner lies from the straight way between two others, the earth taken as flat."""
    narrow = math.cos(math.radians(corner[1]))
    ax, ay = (first[0] - corner[0]) * narrow, first[1] - corner[1]
    bx, by = (last[0] - corner[0]) * narrow, last[1] - corner[1]
    long = (bx - ax) ** 2 + (by - ay) ** 2
    share = max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / long)) if long else 0.0
    return math.hypot(ax + share * (bx - ax), ay + share * (by - ay)) * KM_A_DEGREE
