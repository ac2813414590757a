import subprocess
import sys

import pytest
from PIL import Image

from birdapp.recognition.photos import FORMAT_NAMES, HEIC, SUFFIXES, TYPES, PhotoError, open_photo
from birdapp.settings import ROOT
from tests.images import HEIC as HEIC_IS_MADE
from tests.images import encode, gradient
from tests.security import bad_avif, bad_heic
from tests.security.formats import BadFile, accepted, animated


def test_avif_is_read() -> None:
    opened = open_photo(encode(Image.new("RGB", (64, 64), (200, 30, 30)), "AVIF"))
    assert opened.getpixel((32, 32))[0] > 180
    assert "image/avif" in TYPES
    assert "AVIF" in FORMAT_NAMES


def test_the_first_frame_of_a_moving_avif_is_taken() -> None:
    assert open_photo(animated()["animated.avif"]).size == (160, 120)


@pytest.mark.parametrize("file", [*bad_avif.bombs(), *bad_heic.bombs()], ids=lambda file: file.name)
def test_an_avif_or_heic_that_costs_too_much_is_refused(file: BadFile) -> None:
    with pytest.raises(PhotoError) as error:
        open_photo(file.data)
    assert error.value.reason in ("too_large", "damaged"), error.value


def test_an_avif_laid_out_of_tiles_is_read_whole() -> None:
    photo = accepted()["photo.avif"]
    with pytest.raises(PhotoError, match="takes too long"):
        open_photo(bad_avif.grid(2, 1))
    assert open_photo(photo).size == (160, 120)


def test_a_refusal_names_what_is_taken() -> None:
    with pytest.raises(PhotoError) as error:
        open_photo(encode(Image.new("RGB", (9, 9)), "GIF"))
    assert FORMAT_NAMES in str(error.value)
    assert ("HEIC" in FORMAT_NAMES) == HEIC


WITHOUT_THE_ENCODER = """
import sys
sys.modules["pillow_heif"] = None
from birdapp.recognition.photos import open_photo
print(*open_photo(sys.stdin.buffer.read()).size)
"""


@pytest.mark.skipif(not HEIC_IS_MADE, reason="nothing encodes HEIC here")
@pytest.mark.parametrize("size", [(96, 64), (1200, 900), (301, 203)])
def test_the_slim_installation_reads_heic(size: tuple[int, int]) -> None:
    photo = encode(gradient(*size), "HEIF", quality=90)
    command = [sys.executable, "-c", WITHOUT_THE_ENCODER]
    read = subprocess.run(command, input=photo, capture_output=True, cwd=ROOT)
    assert read.stdout.split() == [b"%d" % side for side in size], read.stderr.decode()
    slim = (ROOT / "requirements-slim.lock").read_text()
    assert "\npi-heif==" in slim and "pillow-heif==" not in slim


def test_folders_hold_photos_under_every_usual_ending() -> None:
    assert {".jpg", ".jpeg", ".jpe", ".jfif", ".avif", ".hif", ".heic"} <= SUFFIXES
