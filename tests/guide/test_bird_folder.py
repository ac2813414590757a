import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from birdapp.guide.bird_folder import (
    FolderError,
    Guide,
    SpeciesFile,
    faults_of_folder,
    read_guide,
)
from birdapp.guide.new_folder import EXAMPLE, new_folder
from birdapp.guide.region import Region
from tests.guide.birds import GONE, REGION, SPECIES, changed, write


def test_a_folder_is_read_whole(guide: Guide) -> None:
    assert guide.slugs == ("tui", "bellbird", "cuckoo")
    assert guide.vocab == ("tui", "bellbird", "cuckoo", "none")
    assert guide.get("tui").field_marks[0].on == "all"
    assert guide.get("tui").size_cm == (27, 32)
    assert guide.get("bellbird").look_alikes == ()
    assert guide.colours == ("black", "white")
    assert guide.has_seasons
    assert [bird.slug for bird in guide.look_alikes] == ["blackbird"]
    assert guide.region.place_names == {"NI": "North Island", "SI": "South Island"}
    assert guide.sentence(guide.region.list) == "3 garden birds of New Zealand"


@pytest.mark.parametrize(
    ("month", "northern", "southern"),
    [
        (1, "winter", "summer"),
        (2, "winter", "summer"),
        (3, "spring", "autumn"),
        (12, "winter", "summer"),
    ],
)
def test_the_hemisphere_says_which_season_it_is(
    tmp_path: Path, month: int, northern: str, southern: str
) -> None:
    for hemisphere, season in (("northern", northern), ("southern", southern)):
        region = changed(REGION, "hemisphere", hemisphere)
        found = read_guide(write(tmp_path / hemisphere, region=region))
        assert found.region.season_of(month) == season


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("species.0.slug", GONE, "species.json, species 1: “slug” is missing."),
        ("species.0.slug", "Tūī", "species.json, Tūī: a slug is small letters, digits and"),
        ("species.0.slug", "none", "species.json, none: a slug is small letters, digits and"),
        ("species.1.slug", "tui", "species.json, tui: appears more than once."),
        ("neighbours.1.slug", "tui", "species.json, tui: appears more than once."),
        ("species.0.colour", "red", "species.json, tui: 'colour' is not a known entry."),
        ("species.0.common_name", "", "species.json, tui, common_name: must not be empty."),
        ("species.0.common_name", 7, "species.json, tui, common_name: must be a text, not 7."),
        ("species.0.size_cm", [27], "species.json, tui, size_cm: must have 2 entries, not 1."),
        ("species.0.size_cm", [32, 27], "species.json, tui, size_cm: must be the shortest and"),
        ("species.0.size_cm", [True, 1], "species.json, tui, size_cm 1: must be a number, not true."),
        ("species.0.field_marks.0.on", "hen", "species.json, tui, field_marks 1, on: must be one of “all”,"),
        ("species.0.look_alikes", "x", "species.json, tui, look_alikes: must be a list in brackets"),
        ("species.0.look_alikes.0", 1, "species.json, tui, look_alikes 1: must be an object in braces"),
        ("species.0.look_alikes.0.slug", "dodo", "species.json, tui, look_alikes: there is no “dodo” on the list."),
        ("species.0.look_alikes.0.slug", "tui", "species.json, tui, look_alikes: a bird cannot be its own look-alike."),
        ("species.0.outside_look_alikes.0.slug", "kea", "species.json, tui, outside_look_alikes: there is no “kea” among"),
        ("species.0.presence.AK", "common", "species.json, tui, presence: there is no place “AK” in region.json."),
        ("species.0.presence.NI", "rare", "species.json, tui, presence NI: must be one of “common”,"),
        ("species.0.sources", ["http://[::1"], "species.json, tui, sources: must be web addresses"),
        ("species.0.sources", ["javascript:alert(1)"], "species.json, tui, sources: must be web addresses"),
        ("species.0.plumage", ["red"], "species.json, tui, plumage: a colour is written as #d8232a"),
        ("species.0.size_cm", [10**400, 10**400], "species.json, tui, size_cm: must be the shortest and"),
        ("species.1.common_name", "Tūī", "species.json, species: more than one bird is called “Tūī”."),
        ("species.0.other_names", [""], "species.json, tui, other_names 1: must not be empty."),
        ("species.0.field_marks.0.mark", "", "species.json, tui, field_marks 1, mark: must not be empty."),
        ("species.0.judgements", ["presense.NI"], "species.json, tui, judgements: there is no entry “presense.NI” on a card."),
        ("species.0.colours", ["red", "red"], "species.json, tui, colours: “red” appears more than once."),
        ("species.0.outline", "dodo", "species.json, tui, outline: must be one of perching,"),
        ("species.0.article", "the", "species.json, tui, article: must be one of nothing, “a”, “an”"),
        ("neighbours.0.about", ["Black.", ""], "species.json, blackbird, about 2: must not be empty."),
        ("neighbours.0.about", "Black.", "species.json, blackbird, about: must be a list in brackets"),
        ("neighbours.0.article", "the", "species.json, blackbird, article: must be one of nothing,"),
        ("species.2.season.months", [13], "species.json, cuckoo, season: months must be numbers from 1 to 12."),
        ("species.2.season.places", ["AK"], "species.json, cuckoo, season: there is no place “AK”"),
        ("species.1.scientific_name", "Turdus merula", "species.json, blackbird: “Turdus merula” is also the name of bellbird."),
        ("species", [], "species.json, species: must name at least one bird."),
        ("species", {}, "species.json, species: must be a list in brackets, not {}."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_card_is_said_with_its_place(
    tmp_path: Path, path: str, value: Any, fault: str
) -> None:
    with pytest.raises(FolderError) as told:
        read_guide(write(tmp_path, species=changed(SPECIES, path, value)))
    assert any(sentence.startswith(fault) for sentence in told.value.faults), told.value.faults


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("title", GONE, "region.json: “title” is missing."),
        ("title", " ", "region.json, title: must be a text on one line, without spaces around it."),
        ("title", "", "region.json, title: must not be empty."),
        ("title", "A\ud800", "region.json, title: must be a text on one line"),
        ("tagline", "{count:zzz}", "region.json, tagline: “{count}” cannot be filled in as it"),
        ("tagline", "{count!x}", "region.json, tagline: “{count}” cannot be filled in as it"),
        ("places.called", "endpoint", "region.json, places, called: must be one word in small letters"),
        ("places.called", "verdict", "region.json, places, called: must be one word in small letters"),
        ("list", "{number} birds", "region.json, list: “{number}” cannot be filled in as it is written; known: {count}."),
        ("list", "{count birds", "region.json, list: has a brace that is not closed."),
        ("hemisphere", "east", "region.json, hemisphere: must be one of “northern”, “southern”, not 'east'."),
        ("occurrence.local", GONE, "region.json, occurrence: “local” is missing."),
        ("occurrence.local.weight", 0, "region.json, occurrence, local, weight: must be above 0"),
        ("occurrence.local.weight", "0.5", "region.json, occurrence, local, weight: must be a number"),
        ("occurrence.local.remark", "in {where}", "region.json, occurrence, local, remark: “{where}” cannot be filled in"),
        ("places.called", "my island", "region.json, places, called: must be one word in small letters"),
        ("places.called", "month", "region.json, places, called: must be one word in small letters"),
        ("places.names", {}, "region.json, places, names: must name at least one place"),
        ("places.names.N I", "x", "region.json, places, names: a code is up to 12 letters and digits, not “N I”."),
        ("sizes.0.below_cm", GONE, "region.json, sizes: “below_cm” must grow from size to size, and only the last size has none."),
        ("sizes.1.name", "small", "region.json, sizes: “small” appears more than once."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_region_is_said_with_its_place(
    tmp_path: Path, path: str, value: Any, fault: str
) -> None:
    with pytest.raises(FolderError) as told:
        read_guide(write(tmp_path, region=changed(REGION, path, value)))
    assert any(sentence.startswith(fault) for sentence in told.value.faults), told.value.faults


def test_all_faults_are_said_at_once_and_each_once(tmp_path: Path) -> None:
    species = changed(SPECIES, "species.0.look_alikes.0.slug", "dodo")
    species = changed(species, "species.1.common_name", 7)
    species = changed(species, "species.2.season.months", [0])
    region = changed(REGION, "hemisphere", "up")
    faults = faults_of_folder(write(tmp_path, species, region))
    assert len(faults) == 5, faults
    assert faults[-1] == "There is no model: birds.json is missing."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (None, "species.json cannot be read: No such file or directory."),
        ("", "species.json is not JSON: "),
        ("{]", "species.json is not JSON: "),
        ("[" * 100_000, "species.json is not JSON: "),
        ('{"species": [], "species": []}', "species.json is not JSON: “species” is there twice"),
        ("[]", "species.json: must be an object in braces, not []."),
        ('"tui"', "species.json: must be an object in braces"),
        ("{}", "species.json: “species” is missing."),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, text: str | None, fault: str) -> None:
    file = write(tmp_path) / "species.json"
    file.unlink()
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(FolderError) as told:
        read_guide(tmp_path)
    assert told.value.faults[0].startswith(fault)


def test_what_is_missing_hides_nothing_else(tmp_path: Path) -> None:
    """Nor does a card that lacks its name make its look-alikes' cards wrong."""
    species = changed(SPECIES, "species.1.common_name", GONE)
    species = changed(species, "species.0.call", 3)
    region = changed(REGION, "title", GONE)
    region = changed(region, "hemisphere", "up")
    with pytest.raises(FolderError) as told:
        read_guide(write(tmp_path, species, region))
    assert sorted(told.value.faults) == [
        "region.json, hemisphere: must be one of “northern”, “southern”, not 'up'.",
        "region.json: “title” is missing.",
        "species.json, bellbird: “common_name” is missing.",
        "species.json, tui, call: must be a text, not 3.",
    ]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderError) as told:
        read_guide(tmp_path / "nowhere")
    assert told.value.faults == ("There is no bird folder “nowhere” at the place that was named.",)
    assert str(tmp_path) not in str(told.value), "/readyz shows it to everybody"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = write(tmp_path) / "species.json"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read_guide(tmp_path).slugs == ("tui", "bellbird", "cuckoo")


def test_a_new_folder_is_in_order_but_for_its_model(tmp_path: Path) -> None:
    new_folder(tmp_path / "new")
    assert len(read_guide(tmp_path / "new").species) == 2
    (fault,) = faults_of_folder(tmp_path / "new")
    assert "birds.json" in fault
    with pytest.raises(FileExistsError):
        new_folder(tmp_path / "new")


def entries(kind: Any) -> set[str]:
    """The names of all entries that a file of this kind may have."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {field.name for field in fields(kind)}.union(
            *(entries(hint) for hint in hints.values())
        )
    if get_origin(kind) in (tuple, dict, UnionType):
        return set().union(*(entries(argument) for argument in get_args(kind)))
    return set()


@pytest.mark.parametrize("name", sorted(entries(SpeciesFile) | entries(Region)))
def test_the_example_explains_every_entry(name: str) -> None:
    assert f"`{name}`" in (EXAMPLE / "README.md").read_text(encoding="utf-8")


def test_the_example_shows_every_must(tmp_path: Path) -> None:
    region = json.loads((EXAMPLE / "region.json").read_text(encoding="utf-8"))
    for name in region:
        with pytest.raises(FolderError, match=f"“{name}” is missing"):
            read_guide(write(tmp_path, region=changed(REGION, name, GONE)))
