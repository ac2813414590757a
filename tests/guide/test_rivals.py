import pytest

from birdapp.guide.bird_folder import Guide
from birdapp.guide.rivals import Rival, rivals
from tests.guide.birds import identification


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        # a look-alike is a rival however improbable, and any runner-up that is not
        ({"tui": 0.9, "bellbird": 0.0}, [Rival("bellbird", "A tūī is darker, and larger.")]),
        ({"tui": 0.9, "cuckoo": 0.01}, [Rival("bellbird", "A tūī is darker, and larger.")]),
        (
            {"tui": 0.7, "cuckoo": 0.1},
            [Rival("cuckoo", ""), Rival("bellbird", "A tūī is darker, and larger.")],
        ),
        # the difference is as written on either card, else a mark, else nothing
        ({"bellbird": 0.6, "tui": 0.3}, [Rival("tui", "A tūī is darker, and larger.")]),
        (
            {"cuckoo": 0.6, "tui": 0.3},
            [Rival("tui", "Look for this: Two white tufts at the throat.")],
        ),
        ({"cuckoo": 0.9}, []),
    ],
)
def test_rivals(guide: Guide, probabilities: dict[str, float], expected: list[Rival]) -> None:
    assert rivals(identification(guide.slugs, **probabilities).ranking, guide) == expected
