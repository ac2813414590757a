from dataclasses import replace

import numpy as np
import pytest

from birdapp.recognition.heatmaps import closer_look, over_photo
from birdapp.recognition.identification import Identification
from birdapp.recognition.transforms import Box, as_shares, trimmed

EVERYWHERE = Identification(
    "probably", (), 0.0, {"galah": np.ones((7, 7), np.float32)}, "onnx", "0"
)


def seen(photo: tuple[int, int], trim: float) -> Identification:
    return replace(EVERYWHERE, seen=as_shares(trimmed(*photo, trim), photo))


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
    heatmap = over_photo(seen(photo, trim), "galah", photo, 48)
    assert heatmap.getbbox() == lit
    assert max(heatmap.size) == 48


@pytest.mark.parametrize(
    ("photo", "trim", "box", "lit"),
    [
        ((400, 400), 0.5, (0.25, 0.5, 0.75, 1.0), (12, 24, 36, 48)),
        ((400, 200), 0.0, (0.5, 0.5, 1.0, 1.0), (24, 12, 48, 24)),
        ((400, 200), 1.0, (0.0, 0.0, 0.5, 0.5), (12, 0, 24, 12)),
        ((200, 400), 0.5, (0.5, 0.0, 1.0, 0.5), (12, 6, 24, 24)),
    ],
)
def test_after_a_closer_look_a_heatmap_covers_that_part_and_the_frame_goes_around_it(
    photo: tuple[int, int], trim: float, box: Box, lit: tuple[int, int, int, int]
) -> None:
    closer = replace(seen(photo, trim), closer=box)
    heatmap = over_photo(closer, "galah", photo, 48)
    frame = closer_look(closer)
    assert heatmap.getbbox() == lit
    width, height = heatmap.size
    assert frame == pytest.approx(
        (lit[0] / width, lit[1] / height, lit[2] / width, lit[3] / height)
    )


@pytest.mark.parametrize(
    ("box", "framed"),
    [
        ((0.0, 0.0, 1.0, 1.0), False),
        ((0.01, 0.01, 0.99, 0.99), False),
        ((0.0, 0.0, 1.0, 0.9), True),
        ((0.1, 0.0, 1.0, 1.0), True),
    ],
)
def test_a_look_at_the_whole_is_not_framed(box: Box, framed: bool) -> None:
    closer = replace(seen((400, 200), 0.5), closer=box)
    assert (closer_look(closer) is not None) == framed


def test_a_look_beyond_the_photo_is_told_as_far_as_the_photo_goes() -> None:
    closer = replace(EVERYWHERE, seen=(-0.5, -0.25, 1.5, 1.25), closer=(0.0, 0.0, 0.5, 0.5))
    assert closer_look(closer) == closer.looked_at == (0.0, 0.0, 0.5, 0.5)
    heatmap = over_photo(closer, "galah", (480, 480), 48)
    assert heatmap.getbbox() == (0, 0, 24, 24)


def test_the_thinnest_photo_has_a_heatmap() -> None:
    heatmap = over_photo(EVERYWHERE, "galah", (10_000, 1), 48)
    assert heatmap.size == (48, 1)
