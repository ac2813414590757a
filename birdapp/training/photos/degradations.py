"""What real life does to a photo. Each function takes an RGB image and returns one of its size.

Lengths are shares of the longer side, so that a photo suffers the same whatever its pixels.
"""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

FEATHER = 0.06
"""Width of the soft edge round a photo that was set into another, as a share of its longer side."""


def shrunk(
    image: Image.Image,
    factor: float,
    place: tuple[float, float] = (0.5, 0.5),
    colour: tuple[int, int, int] | None = None,
) -> Image.Image:
    """The photo at 1/`factor` of its size, so that the bird is so much smaller in the picture.

    `place` says where on the free space it lies, (0, 0) at the top left. Around it is `colour`, or
    an enlarged and blurred copy of the photo; the edge is soft.
    """
    width, height = image.size
    small = image.resize(
        (max(1, round(width / factor)), max(1, round(height / factor))), Image.Resampling.BICUBIC
    )
    ground = Image.new("RGB", image.size, colour) if colour else _surroundings(image)
    left = round(place[0] * (width - small.width))
    top = round(place[1] * (height - small.height))
    ground.paste(small, (left, top), _soft_edge(small.size))
    return ground


def _surroundings(image: Image.Image) -> Image.Image:
    width, height = image.size
    middle = (width / 4, height / 4, width * 3 / 4, height * 3 / 4)
    enlarged = image.resize(image.size, Image.Resampling.BILINEAR, box=middle)
    return enlarged.filter(ImageFilter.GaussianBlur(max(image.size) / 16))


def _soft_edge(size: tuple[int, int]) -> Image.Image:
    width = FEATHER * max(size)
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).rectangle((width, width, size[0] - width, size[1] - width), fill=255)
    return mask.filter(ImageFilter.GaussianBlur(width / 2))


def blurred(image: Image.Image, share: float) -> Image.Image:
    """Out of focus or shaken: Gaussian blur whose standard deviation is this share."""
    return image.filter(ImageFilter.GaussianBlur(share * max(image.size)))


def brightened(image: Image.Image, factor: float) -> Image.Image:
    """Too dark (below 1) or too bright."""
    return ImageEnhance.Brightness(image).enhance(factor)


def noisy(image: Image.Image, deviation: float, seed: int) -> Image.Image:
    """Gaussian noise on each pixel and channel; the deviation is on the scale of 0–255."""
    pixels = np.asarray(image, dtype=np.float32)
    noise = np.random.default_rng(seed).standard_normal(pixels.shape, dtype=np.float32)
    return Image.fromarray((pixels + deviation * noise).clip(0, 255).astype(np.uint8))


def tinted(image: Image.Image, gains: tuple[float, float, float]) -> Image.Image:
    """In light of another colour: red, green and blue are multiplied."""
    pixels = np.asarray(image, dtype=np.float32) * np.array(gains, dtype=np.float32)
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def tilted(image: Image.Image, degrees: float) -> Image.Image:
    """Turned about its middle; the corners show the photo's mean colour."""
    mean = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return image.rotate(degrees, Image.Resampling.BILINEAR, fillcolor=mean)


def compressed(image: Image.Image, quality: int) -> Image.Image:
    """Stored as a JPEG of this quality, and read again."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")
