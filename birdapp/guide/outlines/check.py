"""What must hold in outlines.json: GeoJSON (RFC 7946), a feature for each place of the region."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeGuard

from birdapp.guide.region import Region
from birdapp.reading import shown

FARTHEST = 100
"""Kilometres: whoever is farther from a border than this is not near it."""

Fault = tuple[str, str]


def faults_of_outlines(document: Any, region: Region) -> Iterator[Fault]:
    """What is wrong with the outlines, each an entry and words."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        yield "", "must be a GeoJSON FeatureCollection"
        return
    if not region.places:
        yield "", "must not be there: region.json names no places"
        return
    source, near = document.get("source"), document.get("near_km")
    if not isinstance(source, str) or not source.strip():
        yield "source", "must say where the outlines are from, and their licence"
    if not _is_number(near) or not 0 < near <= FARTHEST:
        yield "near_km", f"must be above 0 and at most {FARTHEST}, not {shown(near)}"
    features = document.get("features")
    if not isinstance(features, list):
        yield "features", "must be a list in brackets"
        return
    drawn = []
    for number, feature in enumerate(features, start=1):
        code = _part(_part(feature, "properties"), "place")
        drawn.append(code if isinstance(code, str) else "")
        if drawn[-1] not in region.place_names:
            yield f"features {number}, place", f"there is no place {shown(code)} in region.json"
        for entry, text in _faults_of_geometry(_part(feature, "geometry")):
            yield f"features {number}{entry}", text
    for code, count in Counter(drawn).items():
        if count > 1 and code in region.place_names:
            yield "features", f"“{code}” appears more than once"
    for code in region.place_names:
        if code not in drawn:
            yield "features", f"there is no outline of “{code}”"


def _part(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _faults_of_geometry(geometry: Any) -> Iterator[Fault]:
    kind, coordinates = _part(geometry, "type"), _part(geometry, "coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        yield ", geometry", f"must be a Polygon or a MultiPolygon, not {shown(kind)}"
        return
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        yield ", coordinates", "must be a list in brackets that holds something"
        return
    for number, polygon in enumerate(polygons, start=1):
        if not isinstance(polygon, list) or not polygon:
            yield f", polygon {number}", "must be a list of rings"
            continue
        for place, ring in enumerate(polygon, start=1):
            fault = _fault_of_ring(ring)
            if fault:
                yield f", polygon {number}, ring {place}", fault


def _fault_of_ring(ring: Any) -> str | None:
    if not isinstance(ring, list) or len(ring) < 4:
        return "must be a list of at least four positions"
    for position in ring:
        if not _is_position(position):
            return f"a position is [longitude, latitude] in degrees, not {shown(position)}"
    return None if ring[0] == ring[-1] else "is not closed: it must end where it began"


def _is_position(position: Any) -> bool:
    if not isinstance(position, list) or len(position) < 2:
        return False
    longitude, latitude = position[:2]
    if not _is_number(longitude) or not _is_number(latitude):
        return False
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


def _is_number(value: Any) -> TypeGuard[float]:
    return type(value) in (int, float)
