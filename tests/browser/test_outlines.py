"""Which state a point lies in, worked out by the browser from the outlines that are served."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.shipped_birds

INSIDE = {
    "Sydney": (-33.8688, 151.2093, "NSW"),
    "Manly": (-33.797, 151.288, "NSW"),
    "Broken Hill": (-31.953, 141.453, "NSW"),
    "Byron Bay": (-28.643, 153.615, "NSW"),
    "Lord Howe Island": (-31.55, 159.08, "NSW"),
    "Melbourne": (-37.8136, 144.9631, "VIC"),
    "Mallacoota": (-37.56, 149.75, "VIC"),
    "Cowes, Phillip Island": (-38.451, 145.239, "VIC"),
    "Bairnsdale": (-37.822, 147.61, "VIC"),
    "Brisbane": (-27.4698, 153.0251, "QLD"),
    "Cairns, at the water": (-16.92, 145.78, "QLD"),
    "Thursday Island": (-10.58, 142.219, "QLD"),
    "Heron Island": (-23.442, 151.914, "QLD"),
    "Hamilton Island": (-20.35, 148.957, "QLD"),
    "Magnetic Island": (-19.14, 146.84, "QLD"),
    "K'gari": (-25.2, 153.15, "QLD"),
    "Saibai Island": (-9.38, 142.62, "QLD"),
    "Mount Isa": (-20.7256, 139.4927, "QLD"),
    "Adelaide": (-34.9285, 138.6007, "SA"),
    "Kingscote, Kangaroo Island": (-35.656, 137.637, "SA"),
    "Mount Gambier": (-37.8284, 140.7804, "SA"),
    "Ceduna": (-32.127, 133.673, "SA"),
    "Perth": (-31.9523, 115.8613, "WA"),
    "Rottnest Island": (-32.001, 115.517, "WA"),
    "Broome": (-17.96, 122.24, "WA"),
    "Kununurra": (-15.7783, 128.7439, "WA"),
    "Abrolhos Islands": (-28.71, 113.79, "WA"),
    "Hobart": (-42.8821, 147.3272, "TAS"),
    "Bruny Island": (-43.27, 147.29, "TAS"),
    "Currie, King Island": (-39.93, 143.85, "TAS"),
    "Whitemark, Flinders Island": (-40.12, 148.01, "TAS"),
    "Macquarie Island": (-54.5, 158.94, "TAS"),
    "Darwin": (-12.4634, 130.8456, "NT"),
    "Alice Springs": (-23.698, 133.8807, "NT"),
    "Wurrumiyanga, Tiwi Islands": (-11.76, 130.63, "NT"),
    "Alyangula, Groote Eylandt": (-13.85, 136.42, "NT"),
    "Canberra": (-35.2809, 149.13, "ACT"),
}
AT_A_BORDER = {
    "Albury": (-36.0737, 146.9135, {"NSW", "VIC"}),
    "Wodonga": (-36.1241, 146.8818, {"NSW", "VIC"}),
    "Tweed Heads": (-28.176, 153.541, {"NSW", "QLD"}),
    "Coolangatta": (-28.168, 153.533, {"NSW", "QLD"}),
    "Queanbeyan": (-35.3533, 149.232, {"NSW", "ACT"}),
    "Echuca": (-36.13, 144.75, {"NSW", "VIC"}),
    "Moama": (-36.106, 144.756, {"NSW", "VIC"}),
    "Mildura": (-34.1855, 142.1625, {"NSW", "VIC"}),
    "Goondiwindi": (-28.547, 150.307, {"NSW", "QLD"}),
    "Wallangarra": (-28.921, 151.929, {"NSW", "QLD"}),
    "Mungindi": (-28.978, 148.99, {"NSW", "QLD"}),
    "Cameron Corner": (-28.999, 141.0, {"NSW", "QLD", "SA"}),
    "Poeppel Corner": (-25.996, 138.0, {"NT", "QLD", "SA"}),
    "Serviceton": (-36.378, 141.0, {"VIC", "SA"}),
    "Border Village": (-31.638, 129.003, {"SA", "WA"}),
    "Jervis Bay Village": (-35.135, 150.71, {"ACT", "NSW"}),
}
OUTSIDE = {
    "a ship in the Tasman Sea": (-38.0, 155.0),
    "a ship in the Indian Ocean": (-30.0, 105.0),
    "Auckland": (-36.85, 174.76),
    "Dunedin": (-45.87, 170.5),
    "Christmas Island": (-10.45, 105.67),
    "Port Moresby": (-9.44, 147.18),
    "Kupang": (-10.17, 123.6),
    "the same figures north of the equator": (33.8688, 151.2093),
    "the other side of the earth": (-33.8688, -28.8),
    "the South Pole": (-90.0, 0.0),
}
AROUND = """async ([latitude, longitude, accuracy]) => {
  const { loadOutlines, placesAround } = await import("/static/js/outlines.js");
  return placesAround(await loadOutlines("/outlines.json"), { latitude, longitude, accuracy });
}"""


@pytest.fixture
def page(chromium: object, site: str) -> Page:
    with chromium.new_context(base_url=site) as context:  # type: ignore[attr-defined]
        page = context.new_page()
        page.goto("/about/")
        yield page


def around(page: Page, latitude: float, longitude: float, accuracy: float = 0) -> list[str]:
    found: list[str] = page.evaluate(AROUND, [latitude, longitude, accuracy])
    return found


def test_far_from_a_border_there_is_one_answer(page: Page) -> None:
    found = {town: around(page, *where) for town, (*where, _) in INSIDE.items()}
    assert found == {town: [state] for town, (*_, state) in INSIDE.items()}


def test_near_a_border_both_sides_are_named(page: Page) -> None:
    found = {town: set(around(page, *where)) for town, (*where, _) in AT_A_BORDER.items()}
    assert found == {town: states for town, (*_, states) in AT_A_BORDER.items()}


def test_outside_there_is_none(page: Page) -> None:
    found = {place: around(page, *where) for place, where in OUTSIDE.items()}
    assert found == {place: [] for place in OUTSIDE}


def test_a_device_that_is_not_sure_names_more_states(page: Page) -> None:
    canberra = INSIDE["Canberra"][:2]
    assert around(page, *canberra, 1_000) == ["ACT"]
    assert around(page, *canberra, 20_000) == ["ACT", "NSW"]
    assert set(around(page, *canberra, 200_000)) == {"ACT", "NSW", "VIC"}


def test_the_outlines_are_light_and_asked_for_once(page: Page) -> None:
    answer = page.request.get("/outlines.json")
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) <= 25_000
    assert "max-age" in answer.headers["cache-control"]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(3):
        around(page, *INSIDE["Perth"][:2])
    assert sum(url.endswith("/outlines.json") for url in asked) == 1
