"""The map that models/outlines.json is made from; `docs/RETRAIN.md` shows when and how.

Time zones follow the borders of states and reach twelve sea miles out, so that islands, beaches and
boats near the coast lie inside: they are OpenStreetMap's, as the package timezonefinder ships them.
Two territories keep their neighbour's time and are cut out of it, from Natural Earth.

    python -m upkeep.outline_map ADMIN1 MAP

ADMIN1 is the file of Natural Earth's states and provinces as GeoJSON; MAP is written.
"""

import json
import sys
from pathlib import Path
from typing import Any

ZONES = {
    "New South Wales": ("Australia/Sydney", "Australia/Broken_Hill", "Australia/Lord_Howe"),
    "Northern Territory": ("Australia/Darwin",),
    "Queensland": ("Australia/Brisbane", "Australia/Lindeman"),
    "South Australia": ("Australia/Adelaide",),
    "Tasmania": ("Australia/Hobart", "Antarctica/Macquarie"),
    "Victoria": ("Australia/Melbourne",),
    "Western Australia": ("Australia/Perth", "Australia/Eucla"),
}
CUT_OUT = "Australian Capital Territory"
BESIDE_THE_SEA = "Jervis Bay Territory"
"""Under the law of the one, within the other: it stays in both, and whoever is there is asked."""

ICE = -60
"""Degrees of latitude; a station there may keep the time of a state."""


def make_map(admin1: Path) -> dict[str, Any]:
    """A GeoJSON FeatureCollection with an area for each state and territory."""
    from timezonefinder import TimezoneFinder

    finder = TimezoneFinder()
    areas = {
        name: [polygon for zone in zones for polygon in _polygons(finder, zone)]
        for name, zones in ZONES.items()
    }
    named = {
        feature["properties"]["name"]: feature["geometry"]["coordinates"]
        for feature in json.loads(admin1.read_text(encoding="utf-8"))["features"]
        if feature["properties"]["name"] in (CUT_OUT, BESIDE_THE_SEA)
    }
    largest = max(areas["New South Wales"], key=lambda polygon: len(polygon[0]))
    largest.append(named[CUT_OUT][0])
    areas[CUT_OUT] = [named[CUT_OUT], named[BESIDE_THE_SEA]]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": name},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            }
            for name, polygons in areas.items()
        ],
    }


def _polygons(finder: Any, zone: str) -> list[list]:
    """Its polygons as GeoJSON has them: the outer ring first, then the holes; each closed."""
    polygons = finder.get_geometry(tz_name=zone, coords_as_pairs=True)
    closed = [[[*map(list, ring), list(ring[0])] for ring in polygon] for polygon in polygons]
    return [rings for rings in closed if max(y for _, y in rings[0]) > ICE]


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(make_map(Path(sys.argv[1]))), encoding="utf-8")
