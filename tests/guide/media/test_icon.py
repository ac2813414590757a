from pathlib import Path

import pytest
from PIL import Image

from birdapp.guide.media.icon import faults_of_icon
from birdapp.settings import ROOT
from tests.images import encode

SQUARE = Image.new("RGB", (512, 512))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<svg/>",
        encode(SQUARE, "JPEG"),
        encode(SQUARE.crop((0, 0, 512, 511)), "PNG"),
        encode(SQUARE.crop((0, 0, 180, 180)), "PNG"),
    ],
    ids=["empty", "cut off", "drawing", "JPEG", "not square", "small"],
)
def test_another_file_is_a_fault(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "icon.png").write_bytes(data)
    assert [*faults_of_icon(tmp_path)] == [("", "must be a PNG of 512 × 512 pixels")]


def test_a_square_one_or_none_is_in_order(tmp_path: Path) -> None:
    assert [*faults_of_icon(tmp_path)] == []
    (tmp_path / "icon.png").write_bytes(encode(SQUARE, "PNG"))
    assert [*faults_of_icon(tmp_path)] == []


@pytest.mark.shipped_birds
def test_ours_has_no_transparent_parts() -> None:
    with Image.open(ROOT / "models" / "icon.png") as icon:
        assert "transparency" not in icon.info
        assert icon.mode == "P"
