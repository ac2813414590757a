import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from birdapp.recognition.photos import MAX_SIDE, PhotoError, open_photo
from tests.images import encode, gradient, png_header, with_orientation

JPEG = encode(gradient(300, 200))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"GIF8", "not_a_photo"),
        (b"%PDF-1.7\n1 0 obj", "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "not_a_photo"),
        (encode(gradient(20, 20), "GIF"), "not_a_photo"),
        (encode(gradient(20, 20), "TIFF"), "not_a_photo"),
        (encode(gradient(20, 20), "BMP"), "not_a_photo"),
        (encode(gradient(20, 20), "ICO"), "not_a_photo"),
        (png_header(20_000, 10_000), "too_large"),
        (png_header(10_000, 9_000), "too_large"),
        (png_header(MAX_SIDE + 1, 10), "too_large"),
        (png_header(100, 100), "damaged"),
        (png_header(0, 100), "not_a_photo"),
        (JPEG[:2], "not_a_photo"),
        (JPEG[:200], "damaged"),
        (JPEG[: len(JPEG) // 2], "damaged"),
        (encode(gradient(300, 200), "PNG")[:-200], "damaged"),
        (encode(gradient(300, 200), "WEBP")[:-200], "damaged"),
    ],
)
def test_bad_bytes_are_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(PhotoError) as error:
        open_photo(data)
    assert error.value.reason == reason
    assert str(error.value).endswith(".")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int) -> None:
    upright = gradient(96, 64)
    opened = open_photo(with_orientation(upright, orientation))
    assert opened.size == (96, 64)
    assert np.abs(np.asarray(opened, int) - np.asarray(upright, int)).max() < 12


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        (Image.new("L", (9, 9), 200), (200, 200, 200)),
        (Image.new("LA", (9, 9), (0, 0)), (255, 255, 255)),
        (Image.new("RGBA", (9, 9), (255, 0, 0, 0)), (255, 255, 255)),
        (Image.new("RGBA", (9, 9), (255, 0, 0, 255)), (255, 0, 0)),
        (Image.new("1", (9, 9), 1), (255, 255, 255)),
        (Image.new("I;16", (9, 9), 200 << 8), (200, 200, 200)),
        (Image.new("RGB", (9, 9), (10, 200, 30)).quantize(4), (10, 200, 30)),
    ],
    ids=["L", "LA", "transparent", "opaque", "1", "16-bit", "P"],
)
def test_every_mode_becomes_rgb(image: Image.Image, colour: tuple[int, ...]) -> None:
    opened = open_photo(encode(image, "PNG"))
    assert opened.mode == "RGB"
    assert opened.getpixel((4, 4)) == colour


def test_palette_with_a_transparent_colour_lies_on_white() -> None:
    image = Image.new("RGB", (9, 9), (10, 200, 30)).quantize(2)
    transparent = image.getpixel((0, 0))
    assert open_photo(encode(image, "PNG", transparency=transparent)).getpixel((4, 4)) == (
        255, 255, 255,
    )  # fmt: skip


def test_cmyk_jpeg_becomes_rgb() -> None:
    red, green, blue = open_photo(encode(Image.new("CMYK", (64, 64), (0, 255, 255, 0)))).getpixel(
        (32, 32)
    )
    assert red > 200 > 80 > max(green, blue)


def test_first_frame_of_an_animation_is_taken() -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    data = encode(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert open_photo(data).getpixel((9, 9)) == (255, 0, 0)


def test_heic_is_read() -> None:
    pytest.importorskip("pillow_heif")
    opened = open_photo(encode(Image.new("RGB", (64, 64), (200, 30, 30)), "HEIF"))
    assert opened.getpixel((32, 32))[0] > 180


@pytest.mark.parametrize("exif", [b"Exif\0\0garbage", b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12"])
def test_broken_exif_does_not_matter(exif: bytes) -> None:
    assert open_photo(encode(gradient(64, 48), exif=exif)).size == (64, 48)


def test_a_large_jpeg_is_decoded_small() -> None:
    opened = open_photo(encode(gradient(4000, 3000)))
    assert opened.size == (1000, 750)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_large_photo_of_any_mode_is_reduced_before_it_is_converted(mode: str) -> None:
    opened = open_photo(encode(Image.new(mode, (2000, 1400)), "PNG"))
    assert opened.mode == "RGB"
    assert opened.size == (1000, 700)


def test_memory_stays_bounded_whatever_the_mode() -> None:
    """50 megapixels with transparency: once cost a gigabyte for copies of copies."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from birdapp.recognition.photos import open_photo\n"
        "open_photo(sys.stdin.buffer.read())\n"
        "lines = Path('/proc/self/status').read_text().splitlines()\n"
        "print(next(line.split()[1] for line in lines if line.startswith('VmHWM')))\n"
    )
    if not Path("/proc/self/status").exists():
        pytest.skip("reads /proc")
    photo = encode(Image.new("LA", (7000, 7000), (90, 128)), "PNG", compress_level=1)
    done = subprocess.run(
        [sys.executable, "-c", code], input=photo, capture_output=True, check=True
    )
    assert int(done.stdout) / 1024 < 350


def test_the_smallest_photo() -> None:
    assert open_photo(encode(Image.new("RGB", (1, 1)), "PNG")).size == (1, 1)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_what_is_opened_holds_on_to_no_file(kind: str) -> None:
    assert type(open_photo(encode(Image.new("RGB", (8, 8)), kind))) is Image.Image
