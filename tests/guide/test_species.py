"""The cards that ship, and what any folder's cards hold."""

import pytest

from birdapp.guide.check import OUTLINES
from birdapp.guide.species import Neighbour, Species
from birdapp.settings import ROOT
from tests.conftest import GUIDE

CARDS = pytest.mark.parametrize("card", GUIDE.species, ids=GUIDE.slugs)
TOLD = [bird for bird in GUIDE.neighbours if bird.about]


@pytest.mark.shipped_birds
def test_the_list_has_30_species() -> None:
    assert len(GUIDE.species) == 30


@pytest.mark.shipped_birds
@CARDS
def test_every_card_is_whole(card: Species) -> None:
    assert GUIDE.get(card.slug) is card
    assert card.summary and card.range and card.call and card.status and card.size_cm
    assert 3 <= len(card.field_marks) <= 5
    assert card.look_alikes and card.outside_look_alikes
    assert card.presence and set(card.presence) == set(GUIDE.region.place_names)
    assert {"common", "local"} & set(card.presence.values())


@CARDS
def test_look_alikes_are_other_birds_and_say_how_they_differ(card: Species) -> None:
    for bird in card.look_alikes:
        assert bird.slug != card.slug
        assert bird.difference
        GUIDE.get(bird.slug)
    for bird in card.outside_look_alikes:
        assert bird.difference
        GUIDE.neighbour(bird.slug)


@pytest.mark.shipped_birds
@pytest.mark.parametrize("bird", TOLD, ids=[bird.slug for bird in TOLD])
def test_a_neighbour_is_told_of_in_two_short_sentences(bird: Neighbour) -> None:
    assert len(bird.about) == 2
    for sentence in bird.about:
        assert sentence.endswith(".") and len(sentence) < 200
    assert any(letter.isdigit() for letter in bird.about[0]), "how big it is"


@pytest.mark.shipped_birds
def test_a_photo_name_is_of_one_neighbour_and_of_no_bird_of_the_list() -> None:
    names = [name for bird in GUIDE.neighbours for name in (bird.slug, *bird.photo_names)]
    assert len(names) == len(set(names))
    assert not set(names) & set(GUIDE.slugs)


def test_an_unknown_slug_is_an_error() -> None:
    with pytest.raises(KeyError):
        GUIDE.get("dodo")
    with pytest.raises(KeyError):
        GUIDE.neighbour("dodo")


@pytest.mark.parametrize("outline", OUTLINES)
def test_every_outline_is_drawn(outline: str) -> None:
    assert f'"{outline}": (' in (ROOT / "templates" / "emblem.svg").read_text(encoding="utf-8")
