from birdapp.guide import species
from birdapp.guide.rivals import rivals
from birdapp.recognition.identification import Score


def ranking(*first: tuple[str, float]) -> tuple[Score, ...]:
    slugs = [slug for slug, _ in first]
    rest = [(slug, 0.0) for slug in species.SLUGS if slug not in slugs]
    return tuple(Score(slug, probability) for slug, probability in (*first, *rest))


def test_runners_up_and_look_alikes_say_how_to_tell_them_apart() -> None:
    found = rivals(ranking(("galah", 0.6), ("willie-wagtail", 0.2), ("silvereye", 0.01)))
    slugs = [rival.slug for rival in found]
    assert slugs[0] == "willie-wagtail"
    assert set(slugs[1:]) == {bird.slug for bird in species.get("galah").look_alikes}
    assert all(rival.difference for rival in found)


def test_the_difference_is_as_written_on_either_card() -> None:
    for card in species.ALL:
        for bird in card.look_alikes:
            there = rivals(ranking((card.slug, 0.6), (bird.slug, 0.3)))
            assert there[0].difference == bird.difference
            back = rivals(ranking((bird.slug, 0.6), (card.slug, 0.3)))
            assert "Look for this" not in back[0].difference
