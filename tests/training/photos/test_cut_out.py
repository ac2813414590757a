from pathlib import Path

import numpy as np
import pytest

from birdapp.recognition.transforms import Preprocessing, plain_ground, see
from birdapp.training.photos.cut_out import LARGEST_EDGE, SIDES, CutOutView, Outlined
from tests.images import gradient

CELLS = 7


def outlined(folder: Path, name: str, lit: tuple[slice, slice]) -> Outlined:
    """A photo that was looked at closely in its middle half, where these cells of the map shine."""
    file = folder / f"{name}.png"
    gradient(600, 400).save(file)
    silhouette = np.zeros((CELLS, CELLS), np.float32)
    silhouette[lit] = 5
    return Outlined(file, np.array([0, 0, 0.5, *silhouette.ravel()], np.float32))


@pytest.mark.parametrize("name", ["a", "b", "c", "d", "e", "f"])
def test_a_cut_out_is_tight_small_and_the_same_each_time(tmp_path: Path, name: str) -> None:
    photo = outlined(tmp_path, name, (slice(2, 5), slice(1, 6)))
    view = CutOutView(Preprocessing(size=224, trim=0.0))
    cut_out = view.encodes(photo)
    assert np.array_equal(np.asarray(cut_out), np.asarray(view.encodes(photo)))
    assert max(cut_out.size) <= SIDES[1]
    wide = 600 * 0.5 * 5 / CELLS, 400 * 0.5 * 3 / CELLS
    assert cut_out.width / cut_out.height == pytest.approx(wide[0] / wide[1], rel=0.5)
    ground = plain_ground(cut_out)
    assert ground is not None
    there = np.abs(np.asarray(cut_out, np.int16) - ground).max(axis=2) > 40
    across = there.any(axis=0).mean()
    assert 1 - 4 * LARGEST_EDGE < across <= 1


def test_a_cut_out_on_its_plain_ground_is_seen_whole(tmp_path: Path) -> None:
    preprocessing = Preprocessing(size=224, trim=0.0, margin=1.5)
    photo = outlined(tmp_path, "a", (slice(3, 4), slice(1, 6)))
    left, top, right, bottom = see(CutOutView(preprocessing).encodes(photo), preprocessing).part
    assert left < 0 < 1 < right
    assert top < 0 < 1 < bottom


def test_a_map_without_a_bird_leaves_the_photo_whole(tmp_path: Path) -> None:
    photo = outlined(tmp_path, "a", (slice(0, 0), slice(0, 0)))
    assert min(CutOutView(Preprocessing(size=224)).encodes(photo).size) > 0
