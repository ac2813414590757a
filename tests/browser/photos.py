"""Photos for a browser to send: made here, or the cut-outs beside the tests."""

import io
import random
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from tests.conftest import PHOTOS
from tests.images import encode, noise

LORIKEET = PHOTOS / "rainbow-lorikeet.png"
THREE = [PHOTOS / f"{name}.png" for name in ("rainbow-lorikeet", "magpie", "silver-gull")]
TEN = [*THREE, *sorted((PHOTOS / "others").glob("*.png"))]


def lorikeet_on_sky(width: int = 1200, height: int = 900) -> Image.Image:
    """The lorikeet, large, on one colour."""
    bird = Image.open(LORIKEET).convert("RGBA")
    bird = bird.resize((width * 2 // 3, width * 2 // 3 * bird.height // bird.width))
    photo = Image.new("RGBA", (width, height), "#8fa3ad")
    photo.alpha_composite(bird, ((width - bird.width) // 2, (height - bird.height) // 2))
    return photo.convert("RGB")


@cache
def twelve_megapixels() -> bytes:
    """As a phone takes it: lying on its side, with the date and a place in its Exif."""
    photo = Image.blend(noise(4000, 3000, 60), lorikeet_on_sky(4000, 3000), 0.5)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2025:06:21 10:00:00"
    exif.get_ifd(0x8825)[0x1D] = "2025:06:21"
    return encode(photo, "JPEG", quality=90, exif=exif)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def in_a_garden(
    cut_out: Path = LORIKEET, seed: int = 2, width: int = 1200, height: int = 900
) -> Image.Image:
    """Blurred leaves of many greens, and the bird in front of them; a garden a seed."""
    dice = random.Random(seed)
    garden = Image.new("RGB", (width, height), "#6f8a4a")
    draw = ImageDraw.Draw(garden)
    for _ in range(140):
        x, y, size = dice.randrange(width), dice.randrange(height), dice.randrange(40, 200)
        green = dice.randrange(60, 190)
        colour = (int(green * dice.uniform(0.5, 0.9)), green, int(green * dice.uniform(0.2, 0.55)))
        draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
    garden = garden.filter(ImageFilter.GaussianBlur(45))
    bird = Image.open(cut_out).convert("RGBA")
    scale = min(width / bird.width, height / bird.height) * 0.8
    size = round(scale * bird.width), round(scale * bird.height)
    bird = bird.resize(size, Image.Resampling.LANCZOS)
    garden.paste(bird, ((width - bird.width) // 2, (height - bird.height) // 2), bird)
    return garden
