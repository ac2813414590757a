from dataclasses import replace

import pytest

from birdapp.guide.bird_folder import Guide
from birdapp.guide.species import Neighbour, Season, Species
from birdapp.guide.wording import percent, season, sentence, verdict, with_article
from birdapp.recognition.identification import Score
from birdapp.recognition.verdict import Level
from tests.conftest import GUIDE
from tests.guide.birds import identification


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("Galah", "a"),
        ("Eastern Koel", "an"),
        ("Australian Magpie", "an"),
        ("Eurasian Blackbird", "a"),
        ("European Robin", "a"),
        ("Ural Owl", "a"),
        ("Unicoloured Jay", "a"),
        ("Upland Buzzard", "an"),
        ("Ukrainian Thrush", "a"),
        ("Ørsted Gull", "an"),
        ("Æthelred Finch", "an"),
        ("Undulated Tinamou", "an"),
        ("Umbrellabird", "an"),
        ("Emu", "an"),
        ("Oystercatcher", "an"),
        ("One-coloured Becard", "a"),
        ("Horned Lark", "a"),
        ("Honeyeater", "a"),
        ("House Sparrow", "a"),
        ("Yellowhammer", "a"),
        ("Ōi", "an"),
        ("Tūī", "a"),
        ("ʻAkiapōlāʻau", "an"),
        ("Éclair Bird", "an"),
    ],
)
def test_the_article_goes_by_the_sound(name: str, article: str) -> None:
    assert with_article(Species("x", name, "X")) == f"{article} {name}"
    assert with_article(Neighbour("x", name)) == f"{article} {name}"


def test_a_card_may_say_its_article() -> None:
    assert with_article(Species("x", "Unadorned Wren", "X", article="an")) == "an Unadorned Wren"
    assert with_article(Neighbour("x", "Unadorned Wren", article="an")) == "an Unadorned Wren"


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("almost_certainly", "Almost certainly a Bellbird"),
        ("probably", "Probably a Bellbird"),
        ("could_be", "Could be a Bellbird"),
        ("perhaps", "Perhaps a Bellbird, or a bird not on our list"),
        ("not_sure", "Not sure: the closest is a Bellbird"),
        ("none", "Probably none of the 3 birds on our list"),
    ],
)
def test_a_level_becomes_words(guide: Guide, level: Level, words: str) -> None:
    assert sentence(level, guide.slugs.index("bellbird"), guide) == words


def test_the_verdict_is_about_the_first_of_the_ranking(guide: Guide) -> None:
    assert verdict(identification(guide.slugs, cuckoo=0.8), guide) == "Probably a Shining Cuckoo"


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("none", "None of the 3: perhaps a Common Blackbird"),
        ("perhaps", "Perhaps a Shining Cuckoo, or a bird not on our list"),
        ("not_sure", "Not sure: the closest is a Shining Cuckoo"),
    ],
)
def test_a_bird_outside_the_list_is_the_verdict_where_none_is(
    guide: Guide, level: Level, words: str
) -> None:
    answer = identification(guide.slugs, cuckoo=0.2)
    assert verdict(replace(answer, level=level, neighbour=Score("blackbird", 0.6)), guide) == words


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.0, "< 1%"), (0.00499, "< 1%"), (0.005, "1%"), (0.125, "13%"), (0.5, "50%"),
     (0.9949, "99%"), (0.995, "> 99%"), (1.0, "> 99%")],
)  # fmt: skip
def test_a_percentage_is_whole_and_never_nothing_or_all(probability: float, words: str) -> None:
    assert percent(probability) == words


@pytest.mark.parametrize(
    ("months", "note", "words"),
    [
        ((10, 11, 12, 1, 2), "", "Usually there from October to February (spring to summer)."),
        ((3, 4, 5), "", "Usually there from March to May (autumn)."),
        ((6,), "", "Usually there in June (winter)."),
        (tuple(range(1, 13)), "", ""),
        (
            (4, 5, 9, 10),
            "",
            "Usually there from April to May (autumn) and from September to October (spring).",
        ),
        (tuple(range(2, 13)), "", "Usually there from February to December."),
        ((6,), "Comes in June.", "Comes in June."),
    ],
)
def test_when_a_migrant_is_there(
    guide: Guide, months: tuple[int, ...], note: str, words: str
) -> None:
    assert season(Season(months, note=note), guide.region) == words


def test_a_migrant_of_some_places_is_said_to_be_one(guide: Guide) -> None:
    words = "Usually in South Island from October to February (spring to summer)."
    card = guide.get("cuckoo")
    assert card.season and season(card.season, guide.region) == words


@pytest.mark.shipped_birds
def test_every_bird_that_ships_has_the_right_article() -> None:
    an = {card.common_name for card in GUIDE.species if with_article(card).startswith("an ")}
    assert an == {name.common_name for name in GUIDE.species if name.common_name[0] in "AEIO"}


@pytest.mark.shipped_birds
def test_every_neighbour_that_ships_has_the_right_article() -> None:
    an = {bird.common_name for bird in GUIDE.neighbours if with_article(bird).startswith("an ")}
    vowels = {bird.common_name for bird in GUIDE.neighbours if bird.common_name[0] in "AEIO"}
    a = {name for name in vowels if name.startswith("Eu")}
    assert "Australian White Ibis" in an and "Eurasian Coot" in a
    assert an == vowels - a
