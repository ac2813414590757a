from dataclasses import replace

import pytest

from birdapp.guide import species
from tests.conftest import PHOTOS

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


def test_an_empty_card_can_be_shown_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody's own species file may leave texts and lists empty, as docs/RETRAIN.md says."""
    from birdapp import create_app

    galah = species.get("galah")
    names = ("other_names", "field_marks", "look_alikes", "outside_look_alikes", "colours")
    empty = dict.fromkeys((*names, "plumage", "judgements", "sources"), ())
    card = replace(galah, **empty, presence={}, season=None, summary="", range="", call="")
    monkeypatch.setitem(species._BY_SLUG, "galah", card)
    client = create_app({"ENGINE": "onnx", "SECRET_KEY": "x"}).test_client()
    for path in ("", "/emblem.svg", "/or/silvereye"):
        assert client.get(f"/species/galah{path}").status_code == 200
    answer = client.post(
        "/api/v1/identify?state=NSW&month=5",
        data=(PHOTOS / "magpie.png").read_bytes(),
        content_type="image/png",
    )
    assert answer.status_code == 200


def test_an_unknown_slug_is_an_error() -> None:
    with pytest.raises(KeyError):
        species.get("dodo")
