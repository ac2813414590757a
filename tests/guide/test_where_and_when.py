import pytest

from birdapp.guide import species
from birdapp.guide import where_and_when as prior
from birdapp.guide.where_and_when import WEIGHTS, WhereAndWhen, weigh
from birdapp.recognition.identification import Identification, Score
from birdapp.recognition.verdict import Thresholds, Verdict

THRESHOLDS = Thresholds(almost_certainly=0.9, probably=0.7, could_be=0.4, none=0.5)


def identification(**probabilities: float) -> Identification:
    by_slug = dict.fromkeys(species.SLUGS, 0.0)
    by_slug |= {slug.replace("_", "-"): value for slug, value in probabilities.items()}
    ranking = tuple(Score(slug, by_slug[slug]) for slug in sorted(by_slug, key=by_slug.get)[::-1])  # type: ignore[arg-type]
    none = 1 - sum(by_slug.values())
    return Identification(Verdict("probably", "Probably"), ranking, none, {}, "onnx", "0")


@pytest.mark.parametrize(
    ("slug", "state", "month", "expected"),
    [
        ("eastern-koel", "NSW", 1, "common"),
        ("eastern-koel", "NSW", 6, "out_of_season"),
        ("eastern-koel", "NSW", None, "common"),
        ("eastern-koel", "TAS", 1, "absent"),
        ("noisy-miner", "WA", 6, "absent"),
        ("galah", "TAS", None, "local"),
    ],
)
def test_occurrence(slug: str, state: str, month: int | None, expected: str) -> None:
    assert WhereAndWhen(state, month).occurrence(slug) == expected


@pytest.mark.parametrize("state", prior.STATES)
def test_every_bird_has_an_occurrence_and_words_in_every_state(state: str) -> None:
    for slug in species.SLUGS:
        for month in (None, *range(1, 13)):
            where = WhereAndWhen(state, month)
            assert where.occurrence(slug) in WEIGHTS
            assert bool(where.remark(slug)) == (where.occurrence(slug) != "common")


def test_a_bird_that_does_not_live_there_moves_down() -> None:
    alone = identification(noisy_miner=0.6, red_wattlebird=0.3)
    weighed = weigh(alone, WhereAndWhen("WA"), THRESHOLDS)
    total = 0.6 * 0.05 + 0.3 * WEIGHTS[WhereAndWhen("WA").occurrence("red-wattlebird")] + 0.1
    by_slug = {score.slug: score.probability for score in weighed.ranking}
    assert weighed.ranking[0].slug == "red-wattlebird"
    assert by_slug["noisy-miner"] == pytest.approx(0.6 * 0.05 / total)
    assert weighed.none_of_these == pytest.approx(0.1 / total)
    assert sum(by_slug.values()) + weighed.none_of_these == pytest.approx(1)
    assert "Red Wattlebird" in weighed.verdict.sentence


def test_where_every_bird_is_common_nothing_changes() -> None:
    alone = identification(galah=0.9)
    assert weigh(alone, WhereAndWhen("NSW"), THRESHOLDS).ranking[0].probability == pytest.approx(
        0.9
    )


def test_no_weight_rules_a_bird_out() -> None:
    assert all(0 < weight <= 1 for weight in WEIGHTS.values())


def test_read() -> None:
    assert prior.read("", "") is None
    assert prior.read("", "6") is None
    assert prior.read("NSW", "") == WhereAndWhen("NSW")
    assert prior.read("NSW", "12") == WhereAndWhen("NSW", 12)


@pytest.mark.parametrize(("state", "month"), [("nsw", ""), ("NSW", "13"), ("NSW", "x"), ("", "0")])
def test_read_refuses_in_words(state: str, month: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        prior.read(state, month)
