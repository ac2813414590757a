import re

import numpy as np
import pytest
from PIL import Image

from birdapp.recognition.photos import PhotoError, open_photo
from tests.images import encode, gradient
from tests.security.bad_jpeg import END, after_start, segment
from tests.security.formats import accepted, noisy

FORMS = {
    "baseline": {},
    "progressive": {"progressive": True},
    "with restarts": {"restart_marker_blocks": 4},
    "full colour": {"subsampling": 0, "quality": 95},
    "optimised": {"optimize": True},
}
PHOTOS = {name: encode(noisy(160, 120), "JPEG", **form) for name, form in FORMS.items()}
PHOTOS["grey"] = encode(noisy(160, 120).convert("L"), "JPEG")
PHOTOS["large"] = encode(noisy(1_400, 1_300), "JPEG")
PHOTOS["large, progressive"] = encode(noisy(1_400, 1_300), "JPEG", progressive=True)
OTHER = encode(Image.new("RGB", (64, 48), "red"))


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(open_photo(data))


@pytest.mark.parametrize("form", PHOTOS)
@pytest.mark.parametrize(
    "behind",
    {
        "50 pictures": OTHER * 50,
        "60 progressive ones": encode(noisy(64, 48), "JPEG", progressive=True) * 60,
        "a thousand pieces of EXIF": segment(0xE1, b"Exif\0\0" + bytes(100)) * 1_000,
        "zeros": bytes(100_000),
        "a broken one": OTHER[:300],
    }.items(),
    ids=lambda case: case[0],
)
def test_the_first_picture_is_taken(form: str, behind: tuple[str, bytes]) -> None:
    photo = PHOTOS[form]
    assert np.array_equal(pixels(photo + behind[1]), pixels(photo))


@pytest.mark.parametrize("form", PHOTOS)
@pytest.mark.parametrize(
    "behind",
    {
        "nothing": b"",
        "half an end": b"\xff",
        "zeros": bytes(1_000),
        "a maker's trailer": b"\0\0\1\n\x0e\0\0\0Image_UTC_DataSEFH\xff\xc9\0\x64SEFT",
        "a film": b"\0\0\0\x18ftypmp42\xff\xfe\x01\x02\xff\xab",
        "another picture": OTHER,
    }.items(),
    ids=lambda case: case[0],
)
def test_a_picture_that_is_all_there_needs_no_end(form: str, behind: tuple[str, bytes]) -> None:
    photo = PHOTOS[form]
    assert np.array_equal(pixels(photo.removesuffix(END) + behind[1]), pixels(photo))


@pytest.mark.parametrize("form", PHOTOS)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95, 0.99])
@pytest.mark.parametrize("behind", [b"", OTHER], ids=["nothing", "another picture"])
def test_a_picture_that_is_cut_off_is_refused(form: str, share: float, behind: bytes) -> None:
    photo = PHOTOS[form]
    cut = photo[: int(len(photo) * share)].rstrip(b"\xff")
    with pytest.raises(PhotoError) as error:
        open_photo(cut + behind)
    assert error.value.reason == "damaged"


def test_one_cut_off_between_scans_or_restarts_is_refused() -> None:
    scans = [found.start() for found in re.finditer(b"\xff\xda", PHOTOS["progressive"])]
    marked = PHOTOS["with restarts"]
    restarts = [found.start() for found in re.finditer(rb"\xff[\xd0-\xd7]", marked)]
    assert len(scans) > 5 and len(restarts) > 5
    cuts = [PHOTOS["progressive"][:at] for at in scans]
    cuts += [marked[: at + more] for at in restarts for more in (0, 2)]
    for cut in cuts:
        with pytest.raises(PhotoError):
            open_photo(cut)


def test_a_burst_in_one_file_gives_its_first_picture() -> None:
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "blue", "lime")]
    data = encode(frames[0], "MPO", save_all=True, append_images=frames[1:])
    assert open_photo(data).getpixel((9, 9))[0] > 240


@pytest.mark.parametrize(
    "before",
    [
        segment(0xE1, b"Exif\0\0" + bytes(60_000)) * 40,
        segment(0xFE, b"a bird") * 500,
        b"\xff" * 1_000,
    ],
    ids=["EXIF", "comments", "filling"],
)
def test_what_pixels_do_not_need_is_not_missed(before: bytes) -> None:
    assert np.array_equal(pixels(after_start(before)), pixels(accepted()["baseline.jpg"]))


def test_a_gradient_stays_what_it_is() -> None:
    difference = np.asarray(gradient(300, 200), int) - pixels(encode(gradient(300, 200)))
    assert np.abs(difference).mean() < 3
