"""Links out, made from a bird's names."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from birdapp.guide.bird_folder import FolderError, read_guide
from birdapp.guide.media.links import Link, links_of
from birdapp.guide.species import Neighbour, Species
from tests.conftest import GUIDE
from tests.guide.birds import REGION, SPECIES, changed, write


@pytest.mark.parametrize(
    "name",
    ["Turdus merula", "Avis × hybrida", "Avis “prima” & co", "A/b?c#d%20", "Ötzia ñandu", "a+b=c"],
)
def test_a_name_arrives_as_it_is(name: str) -> None:
    links = (
        Link("A", "https://a.example/wiki/{scientific_name}"),
        Link("B", "https://b.example/?x=1&q={scientific_name}"),
    )
    path, query = (urlsplit(link.address) for link in links_of(Species("a", "A", name), links))
    assert path.path.count("/") == 2 and unquote(path.path).removeprefix("/wiki/") == name
    assert parse_qs(query.query) == {"x": ["1"], "q": [name]}
    assert (path.fragment, query.fragment) == ("", "")


def test_a_link_for_which_a_bird_has_no_name_or_code_is_left_out() -> None:
    links = Link("A", "https://a.example/{scientific_name}"), Link("B", "https://b.example/{code}")
    birds = (
        Neighbour("crow", "A crow"),
        Species("a", "A", "Avis prima"),
        Species("a", "A", "Avis prima", codes={"code": "avipri1"}),
    )
    found = [[link.address for link in links_of(bird, links)] for bird in birds]
    assert found == [
        [],
        ["https://a.example/Avis%20prima"],
        ["https://a.example/Avis%20prima", "https://b.example/avipri1"],
    ]


@pytest.mark.parametrize(
    ("part", "address", "said"),
    [
        ("links", "https://a.example/", "must say where the bird's name goes: {scientific_name}"),
        ("links", "https://a.example/{name}", "“{name}” cannot be filled in"),
        (
            "links",
            "https://a.example/{scientific_name!r}",
            "“{scientific_name}” cannot be filled in",
        ),
        ("links", "https://a.example/{scientific_name", "a brace that is not closed"),
        ("links", "https://{scientific_name}.example/", "must be a web address"),
        ("links", "javascript:{scientific_name}", "must be a web address"),
        ("links", "//a.example/{scientific_name}", "must be a web address"),
        ("naming_help", "https://a.example/{scientific_name}", "cannot be filled in"),
        ("naming_help", "a.example", "must be a web address"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(
    tmp_path: Path, part: str, address: str, said: str
) -> None:
    region = REGION | {part: [{"name": "A", "address": address}]}
    with pytest.raises(FolderError) as told:
        read_guide(write(tmp_path, region=region))
    (fault,) = told.value.faults
    assert fault.startswith(f"region.json, {part} 1, address: ") and said in fault


@pytest.mark.parametrize(
    ("codes", "said"), [({"a-b": "x"}, "codes:"), ({"ebird": ""}, "codes ebird")]
)
def test_codes_have_names_that_a_link_can_use(tmp_path: Path, codes: Any, said: str) -> None:
    species = changed(SPECIES, "species.0.codes", codes)
    with pytest.raises(FolderError, match=f"species.json, tui, {said}"):
        read_guide(write(tmp_path, species=species))


@pytest.mark.shipped_birds
def test_every_bird_of_the_list_is_found_on_five_sites() -> None:
    sites = ["Wikipedia", "iNaturalist", "eBird", "xeno-canto", "Atlas of Living Australia"]
    addresses = set()
    for card in GUIDE.species:
        links = GUIDE.links_of(card)
        assert [link.name for link in links] == sites
        assert all(
            link.address.startswith("https://") and " " not in link.address for link in links
        )
        addresses |= {link.address for link in links}
    assert len(addresses) == 5 * len(GUIDE.species)
    assert len(GUIDE.region.naming_help) >= 3
