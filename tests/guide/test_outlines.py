"""outlines.json: made from a map, checked with the folder, and served only where it is there."""

import json
from pathlib import Path
from typing import Any

import pytest

from birdapp import create_app
from birdapp.guide.bird_folder import FolderError, Guide, read_guide
from birdapp.guide.outlines.make import MapError, write_outlines
from tests.guide.birds import GONE, REGION, changed, write

SQUARE = [[172, -40], [178, -40], [178, -34], [172, -34], [172, -40]]
OUTLINES: dict[str, Any] = {
    "type": "FeatureCollection",
    "source": "Drawn for the tests",
    "near_km": 5,
    "features": [
        {
            "type": "Feature",
            "properties": {"place": place},
            "geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
        }
        for place in ("NI", "SI")
    ],
}
RING = "features.0.geometry.coordinates.0.0"


def put(folder: Path, outlines: Any) -> Path:
    (folder / "outlines.json").write_text(json.dumps(outlines), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("type", "Feature", ": must be a GeoJSON FeatureCollection."),
        ("source", GONE, ", source: must say where the outlines are from"),
        ("source", " ", ", source: must say where the outlines are from"),
        ("near_km", 0, ", near_km: must be above 0 and at most 100, not 0."),
        ("near_km", float("nan"), ", near_km: must be above 0"),
        ("near_km", "5", ", near_km: must be above 0"),
        ("features", {}, ", features: must be a list"),
        ("features", [], ", features: there is no outline of “NI”."),
        ("features.1", GONE, ", features: there is no outline of “SI”."),
        ("features.1", 7, ", features 2, place: there is no place null in region.json."),
        ("features.1.properties.place", "NI", ", features: “NI” appears more than once."),
        ("features.1.properties.place", "XX", ", features 2, place: there is no place 'XX'"),
        ("features.1.properties.place", ["SI"], ", features 2, place: there is no place"),
        ("features.0.geometry.type", "Point", ", features 1, geometry: must be a Polygon or"),
        ("features.0.geometry.coordinates", [], ", features 1, coordinates: must be a list"),
        (
            "features.0.geometry.coordinates.0",
            1,
            ", features 1, polygon 1: must be a list of rings",
        ),
        (RING, SQUARE[:2], ", features 1, polygon 1, ring 1: must be a list of at least four"),
        (f"{RING}.4", [172, -39], ", features 1, polygon 1, ring 1: is not closed"),
        (f"{RING}.1", [-40, 178], ", features 1, polygon 1, ring 1: a position is [longitude,"),
        (f"{RING}.1", [181, -40], ", features 1, polygon 1, ring 1: a position is [longitude,"),
        (f"{RING}.1", ["x", True], ", features 1, polygon 1, ring 1: a position is [longitude,"),
        (f"{RING}.1", [float("nan"), 1], ", features 1, polygon 1, ring 1: a position is"),
    ],
)
def test_outlines_that_are_not_in_order(tmp_path: Path, path: str, value: Any, fault: str) -> None:
    folder = put(write(tmp_path), changed(OUTLINES, path, value))
    with pytest.raises(FolderError) as error:
        read_guide(folder)
    assert any(told.startswith(f"outlines.json{fault}") for told in error.value.faults)


@pytest.mark.parametrize("text", ["", "[", "null", "7", '"x"', "[]", "{}", "[" * 100_000])
def test_what_is_no_map_at_all(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path)
    (folder / "outlines.json").write_text(text, encoding="utf-8")
    with pytest.raises(FolderError, match=r"outlines\.json"):
        read_guide(folder)


def test_outlines_of_a_region_that_is_not_divided(tmp_path: Path) -> None:
    folder = put(write(tmp_path, region=changed(REGION, "places", GONE)), OUTLINES)
    with pytest.raises(FolderError, match="names no places"):
        read_guide(folder)


@pytest.mark.parametrize("drawn", [True, False])
def test_the_button_is_there_only_with_outlines(tmp_path: Path, drawn: bool) -> None:
    folder = write(tmp_path)
    if drawn:
        put(folder, OUTLINES)
    assert bool(read_guide(folder).outlines_source) == drawn
    client = create_app({"MODELS": folder, "ENGINE": "onnx", "SECRET_KEY": "x"}).test_client()
    assert ("Where am I?" in client.get("/").text) == drawn
    assert ("Drawn for the tests" in client.get("/about/").text) == drawn
    answer = client.get("/outlines.json")
    assert answer.status_code == (200 if drawn else 404)
    assert not drawn or answer.get_json() == OUTLINES


def area(name: str, country: str, ring: list) -> dict[str, Any]:
    named = {"name": name, "admin": country, "rank": 1, "note": None}
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": named, "geometry": geometry}


def make(folder: Path, areas: list, detail_km: float = 1) -> dict[str, Any]:
    folder.mkdir(exist_ok=True)
    file = folder / "map.json"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": areas}), encoding="utf-8")
    guide = read_guide(write(folder / "birds"))
    made = write_outlines(guide, file, "Drawn for the tests", 5, detail_km)
    drawn: dict[str, Any] = json.loads(made.read_text(encoding="utf-8"))
    assert read_guide(folder / "birds").outlines_source == "Drawn for the tests"
    return drawn


def test_a_map_becomes_outlines_with_few_corners(tmp_path: Path) -> None:
    bends = [[172 + step / 1000, -40 + 0.002 * (step % 2)] for step in range(6000)]
    islet = [[175.00001, -33], [175.00002, -33], [175.00002, -32.99999], [175.00001, -33]]
    elsewhere = [[x - 100, y] for x, y in SQUARE]
    areas = [
        area("North Island", "New Zealand", [*bends, *SQUARE[1:]]),
        area("North Island", "New Zealand", islet),
        area("South Island", "New Zealand", SQUARE),
        area("South Island", "Falkland Islands", elsewhere),
    ]
    north, south = make(tmp_path, areas)["features"]
    assert north["properties"] == {"place": "NI"}
    assert len(north["geometry"]["coordinates"]) == 2
    assert len(north["geometry"]["coordinates"][0][0]) < 12
    assert north["geometry"]["coordinates"][1] == [islet]
    assert south["geometry"]["coordinates"] == [[SQUARE]]


def test_a_bend_that_is_large_enough_stays(tmp_path: Path) -> None:
    bent = [*SQUARE[:1], [175, -39.98], *SQUARE[1:]]
    areas = [area("North Island", "", bent), area("South Island", "", SQUARE)]
    kept, left_out = (
        make(tmp_path / str(km), areas, km)["features"][0]["geometry"]["coordinates"][0][0]
        for km in (1, 5)
    )
    assert kept == bent
    assert left_out == SQUARE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no JSON", "not a map"),
        ("[]", "not a map"),
        ('{"features": [{"properties": null}]}', "not a map"),
        ('{"features": []}', "no area called North Island and none called South Island"),
    ],
)
def test_a_map_of_something_else(guide: Guide, tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "map.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MapError, match=words):
        write_outlines(guide, file, "Drawn for the tests", 5, 1)


def test_the_command_says_what_it_wrote_or_why_not(tmp_path: Path) -> None:
    folder = write(tmp_path / "birds")
    file = tmp_path / "map.json"
    runner = create_app({"ENGINE": "onnx", "SECRET_KEY": "x"}).test_cli_runner()
    command = ["birds", "outlines", str(file), "--models", str(folder), "--source", "Drawn"]
    areas = [area("North Island", "New Zealand", SQUARE)]
    file.write_text(json.dumps({"features": areas}), encoding="utf-8")
    refused = runner.invoke(args=command)
    assert refused.exit_code == 1
    assert "map.json has no area called South Island." in refused.output
    areas.append(area("South Island", "New Zealand", SQUARE))
    file.write_text(json.dumps({"features": areas}), encoding="utf-8")
    assert f"Wrote {folder / 'outlines.json'}" in runner.invoke(args=command).output
    assert read_guide(folder).outlines_source == "Drawn"
