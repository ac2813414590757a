from dataclasses import replace

import pytest

from birdapp.guide.bird_folder import Guide, read_guide
from birdapp.guide.where_and_when import WhereAndWhen, likely, read, weigh
from birdapp.recognition.identification import Score
from birdapp.recognition.verdict import Thresholds
from tests.conftest import GUIDE
from tests.guide.birds import GONE, REGION, SPECIES, changed, identification, write

THRESHOLDS = Thresholds(almost_certainly=0.9, probably=0.7, could_be=0.4, none=0.5)


@pytest.mark.parametrize(
    ("slug", "place", "month", "occurrence", "remark"),
    [
        ("tui", "NI", 6, "common", ""),
        ("tui", "SI", None, "local", "only in parts of SI"),
        ("bellbird", "NI", None, "absent", "does not live in NI"),
        ("bellbird", "SI", None, "common", ""),
        ("cuckoo", "SI", 1, "common", ""),
        ("cuckoo", "SI", 6, "out_of_season", "away from SI in June"),
        ("cuckoo", "SI", None, "common", ""),
        ("cuckoo", "NI", 6, "common", ""),
    ],
)
def test_occurrence(
    guide: Guide, slug: str, place: str, month: int | None, occurrence: str, remark: str
) -> None:
    where = WhereAndWhen(guide.region, place, month)
    assert where.occurrence(guide.get(slug)) == occurrence
    assert where.remark(guide.get(slug)) == remark


def test_every_bird_has_an_occurrence_and_words_everywhere_and_at_all_times() -> None:
    for place in GUIDE.region.place_names or [""]:
        for month in (None, *range(1, 13)):
            where = WhereAndWhen(GUIDE.region, place, month)
            for card in GUIDE.species:
                assert bool(where.remark(card)) == (where.occurrence(card) != "common")


@pytest.mark.parametrize(
    ("place", "month", "slugs"),
    [
        ("NI", None, ["tui", "cuckoo", "bellbird"]),
        ("SI", None, ["bellbird", "cuckoo", "tui"]),
        ("SI", 11, ["cuckoo", "bellbird", "tui"]),
        ("SI", 6, ["bellbird", "tui", "cuckoo"]),
    ],
)
def test_the_likeliest_come_first_and_among_equals_who_will_be_gone(
    guide: Guide, place: str, month: int | None, slugs: list[str]
) -> None:
    where = WhereAndWhen(guide.region, place, month)
    assert [card.slug for card in likely(guide.species, where)] == slugs


def test_a_bird_that_does_not_live_there_moves_down(guide: Guide) -> None:
    alone = identification(guide.slugs, bellbird=0.6, tui=0.3)
    weighed = weigh(alone, WhereAndWhen(guide.region, "NI"), guide, THRESHOLDS)
    total = 0.6 * 0.05 + 0.3 + 0.1
    by_slug = {score.slug: score.probability for score in weighed.ranking}
    assert weighed.ranking[0].slug == "tui"
    assert by_slug["bellbird"] == pytest.approx(0.6 * 0.05 / total)
    assert weighed.none_of_these == pytest.approx(0.1 / total)
    assert sum(by_slug.values()) + weighed.none_of_these == pytest.approx(1)
    assert weighed.level == "could_be" or by_slug["tui"] >= THRESHOLDS.probably


def test_where_every_bird_is_common_nothing_changes(guide: Guide) -> None:
    alone = identification(guide.slugs, tui=0.9)
    weighed = weigh(alone, WhereAndWhen(guide.region, "NI"), guide, THRESHOLDS)
    assert weighed.ranking[0].probability == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("probability", "least", "weighed"), [(0.2, 0.1, 0.2 / 0.43), (0.2, 0.5, None), (0.0, 0, 0.0)]
)
def test_a_bird_outside_the_list_is_scaled_like_none_of_these(
    guide: Guide, probability: float, least: float, weighed: float | None
) -> None:
    alone = identification(guide.slugs, bellbird=0.6, tui=0.1)
    alone = replace(alone, neighbour=Score("blackbird", probability))
    where = WhereAndWhen(guide.region, "NI")
    found = weigh(alone, where, guide, replace(THRESHOLDS, neighbour=least)).neighbour
    assert (found and found.probability) == pytest.approx(weighed)


@pytest.mark.parametrize(
    ("place", "month", "expected", "words"),
    [
        ("", "", None, ""),
        ("", "6", None, ""),
        ("NI", "", ("NI", None), "North Island"),
        ("SI", "12", ("SI", 12), "South Island, December"),
    ],
)
def test_read(
    guide: Guide, place: str, month: str, expected: tuple[str, int | None] | None, words: str
) -> None:
    found = read(guide.region, place, month)
    assert found == (WhereAndWhen(guide.region, *expected) if expected else None)
    assert str(found or "") == words


@pytest.mark.parametrize(("place", "month"), [("ni", ""), ("NI", "13"), ("NI", "x"), ("", "0")])
def test_read_refuses_in_words(guide: Guide, place: str, month: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        read(guide.region, place, month)


def test_a_region_that_is_not_divided_knows_the_month_only(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    region = changed(REGION, "places", GONE)
    for name, words in (("local", ""), ("absent", ""), ("out_of_season", "away in {month}")):
        region = changed(region, f"occurrence.{name}.remark", words)
    species = SPECIES
    for entry in ("0.presence", "1.presence", "2.season.places"):
        species = changed(species, f"species.{entry}", GONE)
    guide = read_guide(write(tmp_path_factory.mktemp("undivided"), species, region))
    where = read(guide.region, "", "6")
    assert where
    assert str(where) == "June"
    assert where.remark(guide.get("cuckoo")) == "away in June"
    assert read(guide.region, "", "") is None
    with pytest.raises(ValueError, match="no places"):
        read(guide.region, "NI", "")
