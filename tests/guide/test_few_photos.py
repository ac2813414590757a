import pytest

from birdapp.guide.bird_folder import Guide
from birdapp.guide.few_photos import caution, caution_on, share_of_few
from birdapp.recognition.manifest import SpeciesMetrics, read_manifest
from tests.conftest import GUIDE
from tests.guide.birds import identification

FROM_TWO = "We learnt to recognise this bird from only 2 photos, so please check our answer."
FROM_ONE = "We learnt to recognise this bird from only 1 photo, so please check our answer."
FROM_NONE = "We learnt to recognise this bird from no photo of its own, so please check our answer."
CHECK = "so please check our answer."


@pytest.mark.parametrize(
    ("photos", "recall", "words"),
    [
        (5, 1.0, "5 of 5 photos"),
        (5, 0.8, "4 of 5 photos"),
        (5, 0.7333333333, "about 4 of 5 photos"),
        (8, 0.9583333333, "about 7 of 8 photos"),
        (3, 0.6667, "2 of 3 photos"),
        (1, 0.0, "0 of 1 photo"),
        (5, 0.0666666667, "about 1 of 5 photos"),
        (5, 0.9666666667, "about 4 of 5 photos"),
        (1, 0.3333333333, "about 0 of 1 photo"),
        (32, 1.0, "32 of 32 photos"),
        (99, 0.9, "about 89 of 99 photos"),
        (100, 0.9, ""),
        (1234, 1.0, "1,234 of 1,234 photos"),
        (1234, 0.0, "0 of 1,234 photos"),
        (2, None, ""),
        (0, None, ""),
    ],
)
def test_few_photos_are_counted(photos: int, recall: float | None, words: str) -> None:
    assert share_of_few(recall, photos) == words


@pytest.mark.parametrize(
    ("photos", "recall", "words"),
    [
        (0, None, FROM_NONE),
        (1, 1.0, FROM_ONE),
        (2, 1.0, FROM_TWO),
        (2, 0.0, FROM_TWO),
        (3, None, f"We learnt to recognise this bird from only 3 photos, {CHECK}"),
        (4, 1.0, f"We learnt to recognise this bird from only 4 photos, {CHECK}"),
        (5, 0.2, f"We learnt to recognise this bird from only 5 photos, {CHECK}"),
        (6, 1.0, ""),
        (6, None, ""),
        (9, 7 / 9, f"We learnt to recognise this bird from only 9 photos, {CHECK}"),
        (9, 5 / 9, f"We recognised this bird in only 5 of 9 photos, {CHECK}"),
        (40, 0.8, ""),
        (40, 0.51, f"We recognised this bird in only about 20 of 40 photos, {CHECK}"),
        (300, 0.2, f"We recognised this bird in only 20% of our photos, {CHECK}"),
        (300, 0.7, ""),
        (300, None, ""),
    ],
)
def test_a_bird_that_may_be_recognised_too_seldom_says_so(
    photos: int, recall: float | None, words: str
) -> None:
    assert caution(SpeciesMetrics(photos, recall)) == words


@pytest.mark.parametrize(("least", "cautioned"), [(0.59, True), (0.6, False)])
def test_the_measured_interval_counts(least: float, cautioned: bool) -> None:
    assert bool(caution(SpeciesMetrics(12, 0.8, (least, 1.0)))) == cautioned


@pytest.mark.shipped_birds
def test_of_the_birds_that_ship_those_known_from_four_photos_say_so() -> None:
    measured = read_manifest(GUIDE.folder).species_metrics
    few = {slug for slug, metrics in measured.items() if metrics.photos <= 4}
    cautioned = {slug for slug, metrics in measured.items() if caution(metrics)}
    assert few < cautioned and len(few) == 7
    assert all(metrics.photos <= 10 for slug, metrics in measured.items() if slug in cautioned)


def test_the_caution_is_that_of_the_bird_named_first(guide: Guide) -> None:
    answer = identification(guide.slugs, cuckoo=0.8)
    assert caution_on(answer, {"cuckoo": SpeciesMetrics(2, 1.0)}) == FROM_TWO
    assert caution_on(answer, {"tui": SpeciesMetrics(2, 1.0)}) == ""
