"""My birds as a test finds and changes it; rows as eBird's download has them."""

import json
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

MY_EBIRD_DATA = (
    "Submission ID,Common Name,Scientific Name,Taxonomic Order,Count,State/Province,County,"
    "Location ID,Location,Latitude,Longitude,Date,Time,Protocol,Duration (Min),All Obs Reported,"
    "Distance Traveled (km),Area Covered (ha),Number of Observers,Breeding Code,"
    "Observation Details,Checklist Comments,ML Catalog Numbers"
)


def begin_with(page: Page, sightings: list[dict[str, str]]) -> None:
    page.goto("/my-birds/")
    page.evaluate("list => localStorage.setItem('birds.seen', list)", json.dumps(sightings))
    page.reload()


def begin_with_two(page: Page) -> None:
    """A life list as an older page has kept it, without numbers, places of the region and names."""
    old = [
        {"species": "galah", "date": "2026-02-01", "place": "Park", "said": "galah"},
        {"species": "silvereye", "date": "2026-02-02", "place": "Garden", "said": "silvereye"},
    ]
    begin_with(page, old)
    expect(page.locator(".sightings li")).to_have_count(2)


def give(page: Page, folder: Path, name: str, content: str | bytes) -> None:
    """Import a file, and wait until the page says something."""
    content = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(content)
    page.evaluate("document.querySelector('.status').textContent = ''")
    page.set_input_files("#import", folder / name)
    expect(page.locator(".status")).not_to_be_empty()


def stored(page: Page) -> list[dict[str, str]]:
    return json.loads(page.evaluate("localStorage.getItem('birds.seen')") or "[]")


def facts(sightings: list[dict[str, str]], *fields: str) -> list[tuple[str, ...]]:
    return sorted(tuple(sighting.get(field, "") for field in fields) for sighting in sightings)


def open_row(page: Page, place: int = 0) -> Locator:
    """Unfold a sighting, unless it is."""
    row = page.locator(".sightings li").nth(place)
    if not row.get_by_label("Bird").is_visible():
        row.locator("summary").click()
    return row


def ebird_row(common: str, scientific: str, **others: str) -> str:
    row = {
        "area": "AU-QLD", "place": '"Oxley Creek Common, Brisbane"', "date": "2026-05-06",
        "time": "06:08 PM", "count": "X",
    } | others  # fmt: skip
    return (
        f"S113251477,{common},{scientific},233,{row['count']},{row['area']},Brisbane,L13168248,"
        f"{row['place']},-27.5,153.0,{row['date']},{row['time']},eBird - Traveling Count,18,1,.659"
        ',,2,,"said ""hello""\nand left",,'
    )
