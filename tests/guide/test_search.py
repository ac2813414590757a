import pytest

from birdapp.guide.bird_folder import Guide
from birdapp.guide.search import Search, presence, size_class


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["tui", "bellbird", "cuckoo"]),
        ({"q": "parson"}, ["tui"]),
        ({"q": "ANTHORNIS melanura"}, ["bellbird"]),
        ({"q": "dodo"}, []),
        # somebody without macrons, and with the apostrophe of a phone
        ({"q": "tui"}, ["tui"]),
        ({"q": "Parson’s"}, []),
        ({"colour": "white"}, ["tui"]),
        ({"size": "large"}, ["tui"]),
        ({"size": "small"}, []),
        # a card that says nothing of a place does not deny it
        ({"place": "NI"}, ["tui", "cuckoo"]),
        ({"place": "SI"}, ["tui", "bellbird", "cuckoo"]),
    ],
)
def test_search(guide: Guide, wanted: dict[str, str], found: list[str]) -> None:
    assert [card.slug for card in Search(guide, **wanted).find()] == found


@pytest.mark.parametrize(
    ("wanted", "named"),
    [({"colour": "pink"}, "colour"), ({"size": "x"}, "size"), ({"place": "x"}, "island")],
)
def test_what_there_is_not_is_refused_in_words(
    guide: Guide, wanted: dict[str, str], named: str
) -> None:
    with pytest.raises(ValueError, match=f"The {named} must be one of"):
        Search(guide, **wanted)


def test_a_card_without_a_length_or_presence_is_in_no_size_and_says_no_place(guide: Guide) -> None:
    assert size_class(guide.get("cuckoo"), guide.region) == ""
    assert presence(guide.get("cuckoo"), guide.region) == {}
    assert presence(guide.get("tui"), guide.region) == {
        "NI": ("common", False),
        "SI": ("local", True),
    }
