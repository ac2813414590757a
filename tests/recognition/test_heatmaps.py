import numpy as np
import pytest

from birdapp.recognition.heatmaps import over_photo
from birdapp.recognition.identification import Identification
from birdapp.recognition.transforms import Preprocessing

EVERYWHERE = Identification(
    "probably", (), 0.0, {"galah": np.ones((7, 7), np.float32)}, "onnx", "0"
)


@pytest.mark.parametrize(
    ("photo", "trim", "lit"),
    [
        ((400, 200), 0.0, (0, 0, 48, 24)),
        ((400, 200), 0.5, (6, 0, 42, 24)),
        ((400, 200), 1.0, (12, 0, 36, 24)),
        ((200, 400), 1.0, (0, 12, 24, 36)),
        ((300, 300), 0.5, (0, 0, 48, 48)),
    ],
)
def test_a_heatmap_covers_what_the_network_saw(
    photo: tuple[int, int], trim: float, lit: tuple[int, int, int, int]
) -> None:
    heatmap = over_photo(EVERYWHERE, "galah", photo, Preprocessing(224, trim), 48)
    assert heatmap.getbbox() == lit
    assert max(heatmap.size) == 48


def test_the_thinnest_photo_has_a_heatmap() -> None:
    heatmap = over_photo(EVERYWHERE, "galah", (10_000, 1), Preprocessing(224, 0.5), 48)
    assert heatmap.size == (48, 1)
