from pathlib import Path

import pytest
import torch

from birdapp.training.looking.finder import _sample, find_birds
from birdapp.training.photos.check import sound_photos
from birdapp.training.recipe import Recipe
from birdapp.training.train import make_body, starting_body
from tests.conftest import GUIDE


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_a_finder_is_learnt_once(photo_folder: Path, tmp_path: Path, quick: Recipe) -> None:
    photos = sound_photos(photo_folder, GUIDE)
    body = make_body(starting_body(tmp_path))
    first = find_birds(photos, body, quick, tmp_path)
    again = find_birds(photos, body, quick, tmp_path)
    assert torch.equal(first.convolution.weight, again.convolution.weight)
    assert first.convolution.weight.abs().max() > 0


@pytest.mark.slow
def test_where_every_photo_shows_a_bird_the_finder_looks_at_all(
    photo_folder: Path, tmp_path: Path, quick: Recipe
) -> None:
    photos = [photo for photo in sound_photos(photo_folder, GUIDE) if photo.is_bird]
    finder = find_birds(photos, make_body(starting_body(tmp_path)), quick, tmp_path)
    squares = finder(torch.randn(3, 1280, 7, 7))
    assert torch.allclose(squares, torch.tensor([[0.0, 0.0, 1.0]] * 3), atol=1e-4)


def test_birds_and_other_things_are_learnt_from_in_equal_numbers(photo_folder: Path) -> None:
    chosen = _sample(sound_photos(photo_folder, GUIDE), 4)
    assert [photo.is_bird for photo in chosen].count(True) == 4
    assert [photo.is_bird for photo in chosen].count(False) == 4
