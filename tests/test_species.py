import pytest

from birdapp import species

STATES = {"ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA"}


def test_the_list_has_30_species_under_unique_slugs() -> None:
    assert len(species.ALL) == len(set(species.SLUGS)) == 30
    assert species.NONE not in species.SLUGS


@pytest.mark.parametrize("card", species.ALL, ids=species.SLUGS)
def test_every_card_is_whole(card: species.Species) -> None:
    assert species.get(card.slug) is card
    assert card.summary and card.range and card.call and card.status
    assert 3 <= len(card.field_marks) <= 5
    assert {mark.on for mark in card.field_marks} <= {"all", "adult", "male", "female", "young"}
    assert card.size_cm[0] <= card.size_cm[1]
    assert card.look_alikes and card.outside_look_alikes
    assert set(card.presence) == STATES
    assert set(card.presence.values()) <= {"common", "local", "absent"}
    assert "common" in card.presence.values() or "local" in card.presence.values()


@pytest.mark.parametrize("card", species.ALL, ids=species.SLUGS)
def test_look_alikes_are_other_birds_of_the_list(card: species.Species) -> None:
    for bird in card.look_alikes:
        assert bird.slug != card.slug
        assert bird.difference
        species.get(bird.slug)


def test_an_unknown_slug_is_an_error() -> None:
    with pytest.raises(KeyError):
        species.get("dodo")
