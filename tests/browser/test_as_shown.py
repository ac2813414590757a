"""The classifier is given what a browser shows: turned the same way, in the same colours."""

import base64
import io
import struct

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from birdapp.recognition.photos import open_photo
from tests import profiles
from tests.images import encode, gradient
from tests.recognition.photos.test_orientation import FILES, NEGATIVE, ODD, tiff
from tests.security.bad_png import chunk

DRAWN = """async encoded => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([bytes]));
  await image.decode();
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
}"""

SIDE = 16
LOSSLESS = {
    "JPEG": {"quality": 100, "subsampling": 0},
    "PNG": {},
    "WEBP": {"lossless": True},
    "AVIF": {"quality": 100, "subsampling": "4:4:4"},
}


def patches(mode: str) -> Image.Image:
    """Black, white, and 62 colours between them."""
    bands = len(Image.new(mode, (1, 1)).getbands())
    colours = np.random.default_rng(2).integers(0, 256, (8, 8, bands), np.uint8)
    colours[0, 0], colours[0, 1] = 0, 255
    pixels = np.kron(colours, np.ones((SIDE, SIDE, 1), np.uint8))
    return Image.fromarray(pixels[..., 0] if bands == 1 else pixels, mode)


def shown(chromium: Browser, data: bytes) -> np.ndarray:
    with chromium.new_context() as context:
        drawn = context.new_page().evaluate(DRAWN, base64.b64encode(data).decode())
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(drawn))).convert("RGB"), int)


def middles(pixels: np.ndarray) -> np.ndarray:
    return pixels[SIDE // 2 :: SIDE, SIDE // 2 :: SIDE]


RGB = {
    "Display P3": profiles.matrix(profiles.DISPLAY_P3),
    "Display P3, version 4": profiles.matrix(profiles.DISPLAY_P3, 4),
    "Adobe RGB": profiles.matrix(profiles.ADOBE),
    "ProPhoto": profiles.matrix(profiles.PROPHOTO),
    "red and green exchanged": profiles.matrix(profiles.SRGB, swapped=True),
    "of grey": profiles.grey(1.8),
    "broken": profiles.matrix(profiles.ADOBE)[:300],
}
GREY = {
    "gamma 1": profiles.grey(1),
    "gamma 1.8": profiles.grey(1.8, 4),
    "sRGB's curve": profiles.grey(0),
    "of colours": profiles.matrix(profiles.PROPHOTO),
}


@pytest.mark.parametrize("kind", LOSSLESS)
@pytest.mark.parametrize("profile", RGB)
def test_colours(chromium: Browser, profile: str, kind: str) -> None:
    if kind == "AVIF" and profile in ("of grey", "broken"):
        pytest.skip("Chromium does not show it")
    data = encode(patches("RGB"), kind, icc_profile=RGB[profile], **LOSSLESS[kind])
    difference = middles(np.asarray(open_photo(data), int)) - middles(shown(chromium, data))
    assert np.abs(difference).max() <= 4


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("profile", GREY)
def test_shades_of_grey(chromium: Browser, profile: str, kind: str) -> None:
    options = {"quality": 100} if kind == "JPEG" else {}
    data = encode(patches("L"), kind, icc_profile=GREY[profile], **options)
    difference = middles(np.asarray(open_photo(data), int)) - middles(shown(chromium, data))
    assert np.abs(difference).max() <= 4


@pytest.mark.parametrize("profile", [None, profiles.inks(17)], ids=["none", "inks"])
def test_inks(chromium: Browser, profile: bytes | None) -> None:
    data = encode(patches("CMYK"), "JPEG", icc_profile=profile, quality=100)
    difference = middles(np.asarray(open_photo(data), int)) - middles(shown(chromium, data))
    assert np.abs(difference).max() <= 4


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_shows_through(chromium: Browser, kind: str) -> None:
    image = patches("RGB")
    image.putalpha(patches("L"))
    data = encode(image, kind, icc_profile=RGB["Adobe RGB"], **LOSSLESS[kind])
    difference = middles(np.asarray(open_photo(data), int)) - middles(shown(chromium, data))
    assert np.abs(difference).max() <= 4


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_turns(chromium: Browser, kind: str, odd: str) -> None:
    data = FILES[kind](tiff(ODD[odd]))
    assert np.array_equal(np.asarray(open_photo(data), int), shown(chromium, data))


@pytest.mark.parametrize("held", range(1, 9))
def test_every_turn_of_an_avif(chromium: Browser, held: int) -> None:
    exif = tiff([(0x0002, 10, NEGATIVE * 3)], held=held)
    data = encode(gradient(96, 64), "AVIF", exif=exif)
    assert np.abs(np.asarray(open_photo(data), int) - shown(chromium, data)).max() <= 4


@pytest.mark.parametrize(
    "beside",
    [
        chunk(b"tEXt", b"k\0v")[:-1] + b"!",
        chunk(b"cHRM", b"abc"),
        chunk(b"tRNS", b"a"),
        chunk(b"iCCP", b"k\0\0" + struct.pack(">Q", 7)),
    ],
    ids=["a checksum", "short cHRM", "short tRNS", "broken iCCP"],
)
def test_damage_beside_the_pixels(chromium: Browser, beside: bytes) -> None:
    photo = encode(gradient(96, 64), "PNG")
    data = photo[:33] + beside + photo[33:]
    assert np.array_equal(np.asarray(open_photo(data), int), shown(chromium, data))
