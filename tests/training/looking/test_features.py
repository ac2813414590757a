import numpy as np
import pytest

from birdapp.training.looking.features import mixed


@pytest.mark.parametrize(("share", "expected"), [(0.0, 3.0), (0.25, 2.5), (1.0, 1.0)])
def test_the_head_judges_the_weighted_mean_of_both_looks(share: float, expected: float) -> None:
    features = np.zeros((2, 2, 4), dtype=np.float16)
    features[:, 0], features[:, 1] = 1, 3
    assert mixed(features, share) == pytest.approx(np.full((2, 4), expected))
