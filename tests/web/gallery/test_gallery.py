"""The gallery and the links out, on pages and in the API."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from birdapp import create_app
from birdapp.guide.media.gallery import FOLDER
from birdapp.web.openapi import document
from tests.conftest import GUIDE
from tests.forms import send
from tests.galleries import row, write_gallery
from tests.images import encode, gradient

FIRST, OTHER = GUIDE.slugs[:2]
ROWS = [
    row(FIRST, 1, author='<b>"Jane" & co</b>', licence="cc-by-sa"),
    *(row(FIRST, number) for number in range(2, 7)),
    row(OTHER, 7, licence="cc0"),
]


@pytest.fixture(scope="module")
def birds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The birds of the app with a gallery, and without the large learner."""
    folder = tmp_path_factory.mktemp("birds") / "birds"
    shutil.copytree(GUIDE.folder, folder, ignore=shutil.ignore_patterns("*.pkl", FOLDER))
    write_gallery(folder, ROWS)
    return folder


@pytest.fixture(scope="module")
def illustrated(birds: Path) -> Flask:
    return create_app({"ENGINE": "onnx", "SECRET_KEY": "x", "RATE_LIMIT": None, "MODELS": birds})


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag == name]


def page_of(app: Flask, path: str) -> str:
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def pictures_on(page: str) -> list[dict[str, str | None]]:
    return [image for image in Tags(page).of("img") if "/gallery/" in (image["src"] or "")]


def test_a_card_shows_each_photo_with_author_licence_and_source(illustrated: Flask) -> None:
    page = page_of(illustrated, f"/species/{FIRST}")
    shown = pictures_on(page)
    assert [image["src"] for image in shown] == [f"/gallery/{FIRST}/{n}.webp" for n in range(1, 7)]
    assert all((image["width"], image["height"]) == ("60", "40") for image in shown)
    assert all(image["alt"] and image["loading"] == "lazy" for image in shown)
    assert "&lt;b&gt;&#34;Jane&#34; &amp; co&lt;/b&gt;" in page and "<b>" not in page
    links = {link.get("href") for link in Tags(page).of("a")}
    assert {each["source"] for each in ROWS[:6]} <= links
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in links
    assert "/credits/" in links


def test_side_by_side_shows_both_birds(illustrated: Flask) -> None:
    shown = pictures_on(page_of(illustrated, f"/species/{FIRST}/or/{OTHER}"))
    assert [image["src"] for image in shown] == [
        *(f"/gallery/{FIRST}/{n}.webp" for n in range(1, 7)),
        f"/gallery/{OTHER}/7.webp",
    ]


def test_a_photo_is_laid_beside_the_visitors_own(illustrated: Flask) -> None:
    part = (
        '{% from "parts/gallery.html" import compare_with with context %}'
        "{{ compare_with(species(slug), (80, 60)) }}"
    )
    with illustrated.test_request_context("/"):
        page = render_template_string(part, slug=OTHER)
        nothing = render_template_string(part, slug=GUIDE.slugs[2])
    images = Tags(page).of("img")
    assert (images[0]["class"], images[0]["width"], images[0]["height"]) == ("yours", "80", "60")
    assert [image.get("src") for image in images] == [None, f"/gallery/{OTHER}/7.webp"]
    assert nothing.strip() == ""


def test_the_credits_name_every_photo(illustrated: Flask) -> None:
    page = page_of(illustrated, "/credits/")
    links = [link.get("href") for link in Tags(page).of("a")]
    for each in ROWS:
        assert each["source"] in links
        assert f"/gallery/{each['file']}" in links
        assert each["attribution"] in page
    assert links.count("https://creativecommons.org/publicdomain/zero/1.0/") == 1
    assert page.count("made smaller") == 1


def test_a_picture_is_served_by_the_app_and_kept_by_the_browser(illustrated: Flask) -> None:
    client = illustrated.test_client()
    answer = client.get(f"/gallery/{FIRST}/1.webp")
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert answer.data[8:12] == b"WEBP"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert "img-src 'self' data: blob:" in answer.headers["Content-Security-Policy"]
    again = client.get(
        f"/gallery/{FIRST}/1.webp", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["gallery.csv", "skipped.csv", "../species.json", "%2e%2e/species.json", f"{FIRST}/9.webp",
     FIRST, f"{FIRST}/1.webp/", "..%5cspecies.json", f"./{FIRST}/../{FIRST}/1.webp"],
)  # fmt: skip
def test_nothing_else_of_the_folder_is_served(illustrated: Flask, path: str) -> None:
    assert illustrated.test_client().get(f"/gallery/{path}").status_code in (404, 308)


def test_a_picture_that_was_taken_out_while_the_site_runs_is_not_there(
    illustrated: Flask, birds: Path
) -> None:
    file = birds / "gallery" / OTHER / "7.webp"
    data = file.read_bytes()
    file.unlink()
    answer = illustrated.test_client().get(f"/gallery/{OTHER}/7.webp")
    file.write_bytes(data)
    assert answer.status_code == 404
    assert "removed from the gallery" in answer.get_data(as_text=True)


def test_without_a_gallery_the_emblems_stand(client: FlaskClient) -> None:
    for path in (f"/species/{FIRST}", f"/species/{FIRST}/or/{OTHER}", "/"):
        page = client.get(path).get_data(as_text=True)
        assert "/gallery/" not in page and "/credits/" not in page
    assert f"/species/{FIRST}/emblem.svg" in client.get(f"/species/{FIRST}").get_data(as_text=True)
    assert "only our own small drawings" in client.get("/credits/").get_data(as_text=True)
    assert client.get(f"/gallery/{FIRST}/1.webp").status_code == 404


@pytest.mark.parametrize("path", [f"/species/{FIRST}", "/credits/", f"/species/{FIRST}/or/{OTHER}"])
def test_every_link_that_leaves_says_so_and_tells_no_referrer(
    illustrated: Flask, path: str
) -> None:
    page = page_of(illustrated, path)
    leaving = [link for link in Tags(page).of("a") if "://" in (link.get("href") or "")]
    assert len(leaving) > 5
    for link in leaving:
        assert {"noopener", "noreferrer"} <= set((link["rel"] or "").split())
        assert (link["referrerpolicy"], link["class"]) == ("no-referrer", "leaving")
    assert page.count("(another site)") == len(leaving)


def test_nothing_is_loaded_from_another_host(illustrated: Flask) -> None:
    for path in (f"/species/{FIRST}", "/credits/", f"/species/{FIRST}/or/{OTHER}"):
        tags = Tags(page_of(illustrated, path))
        loaded = [each.get("src") or "" for each in tags.of("img") + tags.of("script")]
        loaded += [each.get("href") or "" for each in tags.of("link")]
        assert [address for address in loaded if not address.startswith("/")] == []


@pytest.mark.shipped_birds
def test_cards_and_answers_link_to_the_regions_sites(client: FlaskClient, lorikeet: bytes) -> None:
    slug = "rainbow-lorikeet"
    for page in (client.get(f"/species/{slug}"), send(client, lorikeet)):
        addresses = {link.get("href") for link in Tags(page.text).of("a")}
        assert {link.address for link in GUIDE.links_of(GUIDE.get(slug))} <= addresses


@pytest.mark.shipped_birds
def test_where_it_is_none_of_the_list_people_who_help_are_named(client: FlaskClient) -> None:
    page = send(client, encode(gradient(300, 200))).text
    assert "Where people can help you name it" in page
    addresses = {link.get("href") for link in Tags(page).of("a")}
    assert {link.address for link in GUIDE.region.naming_help} <= addresses


@pytest.mark.shipped_birds
@pytest.mark.parametrize("bird", GUIDE.neighbours[:3], ids=lambda bird: bird.slug)
def test_a_bird_outside_the_list_has_links_too(app: Flask, bird: object) -> None:
    part = (
        '{% from "parts/links.html" import links, naming_help with context %}'
        "{{ links(bird) }}{{ naming_help() }}"
    )
    with app.test_request_context("/"):
        found = {a.get("href") for a in Tags(render_template_string(part, bird=bird)).of("a")}
    expected = {link.address for link in [*GUIDE.links_of(bird), *GUIDE.region.naming_help]}
    assert found == expected and found


def test_the_api_gives_links_and_photos_as_its_schema_says(illustrated: Flask) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    card = illustrated.test_client().get(f"/api/v1/species/{FIRST}").get_json()
    assert [link["url"] for link in card["links"]] == [
        link.address for link in GUIDE.links_of(GUIDE.get(FIRST))
    ]
    assert card["gallery"][0] == {
        "url": f"/gallery/{FIRST}/1.webp",
        "width": 60,
        "height": 40,
        "author": '<b>"Jane" & co</b>',
        "licence": "CC BY-SA 4.0",
        "licence_url": "https://creativecommons.org/licenses/by-sa/4.0/",
        "source": "https://www.inaturalist.org/observations/1",
        "attribution": "(c) Photographer 1, some rights reserved (CC BY)",
    }
    assert len(card["gallery"]) == 6
    described = document(GUIDE)
    schema = {"$ref": "#/components/schemas/Species", "components": described["components"]}
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(card)
    broken = card | {"gallery": [card["gallery"][0] | {"licence": "CC BY-NC 4.0"}]}
    assert list(validator.iter_errors(broken))


def test_a_page_without_its_photos_is_light(illustrated: Flask) -> None:
    for path in (f"/species/{FIRST}", "/credits/"):
        answer = illustrated.test_client().get(path, headers={"Accept-Encoding": "gzip"})
        assert len(answer.data) < 20_000
        assert not re.search("data:image", answer.get_data().decode("latin-1"))
