"""The map that models/outlines.json is made from; `docs/RETRAIN.md` shows when and how.

    python -m upkeep.outline_map ADMIN1 MAP

ADMIN1 is the file of Natural Earth's states and provinces as GeoJSON; MAP is written: the same
areas, small ones under the name of the state that they belong to, and islets that are missing.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

COUNTRY = "Australia"
BELONGS_TO = {
    "Jervis Bay Territory": "Australian Capital Territory",
    "Lord Howe Island": "New South Wales",
    "Macquarie Island": "Tasmania",
}
ISLETS = {
    "Queensland": {
        "Heron Island and its reefs": (-23.44, 151.95),
        "Lady Elliot Island": (-24.11, 152.72),
        "Lady Musgrave Island": (-23.91, 152.40),
        "Low Isles": (-16.38, 145.56),
        "Michaelmas Cay": (-16.60, 145.97),
        "Raine Island": (-11.59, 144.03),
    },
    "Western Australia": {
        "Wallabi Group": (-28.46, 113.72),
        "Easter Group": (-28.69, 113.81),
        "Pelsaert Group": (-28.88, 113.97),
    },
}
"""Low islands of sand and coral that people visit for their seabirds, by latitude and longitude."""

ISLET_KM = 6.0
"""How far from its middle a square of the map reaches: it takes in the islets of a group."""

KM_A_DEGREE = 111.2


def make_map(admin1: Path) -> dict[str, Any]:
    """A GeoJSON FeatureCollection whose areas are named after states and territories."""
    areas = json.loads(admin1.read_text(encoding="utf-8"))["features"]
    ours = [area for area in areas if area["properties"].get("admin") == COUNTRY]
    named = [_feature(area["properties"]["name"], area["geometry"]) for area in ours]
    islets = [_feature(state, _square(*at)) for state in ISLETS for at in ISLETS[state].values()]
    return {"type": "FeatureCollection", "features": named + islets}


def _feature(name: str, geometry: dict[str, Any]) -> dict[str, Any]:
    properties = {"name": BELONGS_TO.get(name, name)}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _square(latitude: float, longitude: float) -> dict[str, Any]:
    high = ISLET_KM / KM_A_DEGREE
    wide = high / math.cos(math.radians(latitude))
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    ring = [[longitude + x * wide, latitude + y * high] for x, y in corners]
    return {"type": "Polygon", "coordinates": [ring]}


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(make_map(Path(sys.argv[1]))), encoding="utf-8")
