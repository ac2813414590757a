"""What is said of one identification."""

from dataclasses import replace

import pytest

from birdapp.recognition.identification import Score
from birdapp.recognition.verdict import Level
from birdapp.web.answers.reading import FIRST_ROWS, MARKS, Name, Reading, read_off
from tests.conftest import GUIDE
from tests.web.made_up import FIRST, answered, neighbour


def reading(level: Level, probability: float = 0.5, others: float = 0.0, **more: Score) -> Reading:
    found = answered(level, probability, **more)
    rest = tuple(replace(score, probability=others) for score in found.ranking[1:])
    return read_off(replace(found, ranking=(found.ranking[0], *rest)), "", None, GUIDE, {})


@pytest.mark.parametrize(
    ("others", "shown"), [(0.0, 1), (0.0099, 1), (0.01, FIRST_ROWS), (0.2, FIRST_ROWS)]
)
def test_only_birds_worth_a_row_stand_first(others: float, shown: int) -> None:
    said = reading("probably", others=others)
    assert len(said.first_rows) == min(shown, len(GUIDE.slugs))
    assert len(said.rows) == len(GUIDE.slugs)


@pytest.mark.parametrize(
    ("level", "probability", "has_card"),
    [
        ("probably", 0.6, True),
        ("not_sure", 0.05, True),
        ("not_sure", 0.049, False),
        ("none", 0.6, False),
        ("none", 0.002, False),
    ],
)
def test_a_bird_is_shown_only_where_it_is_likely_enough(
    level: Level, probability: float, has_card: bool
) -> None:
    said = reading(level, probability)
    assert (said.bird is not None) == has_card
    if has_card:
        assert said.keep == Name(FIRST, GUIDE.get(FIRST).common_name)
        assert len(said.marks) <= MARKS
        return
    assert not said.first_rows and not said.marks and not said.rivals and not said.warning
    assert said.look_alike is said.outside_look_alike is said.keep is None
    assert (said.nearest is not None) == (probability >= 0.05)


@pytest.mark.skipif(not GUIDE.neighbours, reason="the folder has no neighbours")
def test_the_neighbour_is_kept_by_its_name_where_it_is_none_of_the_list() -> None:
    bird = GUIDE.neighbours[0].common_name
    said = reading("none", 0.01, neighbour=neighbour())
    assert said.keep == Name("other", bird)
    assert said.said == "none"
    beside = reading("perhaps", 0.3, neighbour=neighbour())
    assert beside.keep == Name(FIRST, GUIDE.get(FIRST).common_name)
    assert Name("other", bird) in beside.offered
    assert reading("probably", 0.6, neighbour=neighbour()).neighbour is None
