"""Photos of all kinds on which the engine in the browser and the server's are held together."""

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image
from sklearn.datasets import load_sample_images

from tests import profiles
from tests.browser.photos import lorikeet_on_sky, twelve_megapixels
from tests.conftest import PHOTOS
from tests.images import encode, gradient, with_orientation


def made() -> dict[str, bytes]:
    """At least 40, by name."""
    return dict(_made())


def _made() -> Iterator[tuple[str, bytes]]:
    stamps = {file.stem: file.read_bytes() for file in sorted(PHOTOS.glob("*.png"))}
    scenes = [Image.fromarray(pixels) for pixels in load_sample_images().images]
    yield from stamps.items()
    for name, data in stamps.items():
        stamp = Image.open(io.BytesIO(data)).convert("RGBA")
        yield f"{name}, transparent, large", encode(enlarged(stamp, 1400), "PNG")
        yield f"{name}, transparent, WebP", encode(stamp, "WEBP", lossless=True)
        yield f"{name}, palette", encode(stamp.convert("RGB").quantize(64), "PNG")
        yield f"{name} on a scene", encode(pasted(stamp, scenes[0]), quality=92)
        yield f"{name} on its side", encode(pasted(stamp, scenes[1]).rotate(90, expand=True))
    for number, scene in enumerate(scenes):
        yield f"scene {number}", encode(scene, quality=90)
        yield f"scene {number}, progressive", encode(scene, quality=60, progressive=True)
        yield f"scene {number}, grey", encode(scene.convert("L"), quality=80)
        yield f"scene {number}, WebP", encode(scene, "WEBP", quality=80)
        yield f"scene {number}, enlarged", encode(enlarged(scene, 1700), quality=90)
        yield f"scene {number}, PNG, enlarged", encode(enlarged(scene, 1337), "PNG")
        for x in (0, 300):
            yield f"scene {number} from {x}", encode(scene.crop((x, 50, x + 300, 350)), "PNG")
    turned = pasted(Image.open(PHOTOS / "rainbow-lorikeet.png").convert("RGBA"), scenes[1])
    for orientation in range(1, 9):
        yield f"orientation {orientation}", with_orientation(turned, orientation)
        large = enlarged(turned, 1315)
        yield f"orientation {orientation}, large", with_orientation(large, orientation)
    large = enlarged(turned, 1311)
    p3, adobe = (profiles.matrix(space) for space in (profiles.DISPLAY_P3, profiles.ADOBE))
    yield "large, progressive", encode(large, quality=85, progressive=True)
    yield "large, grey", encode(large.convert("L"), quality=85)
    yield "large, in inks", encode(large.convert("CMYK"), quality=85)
    yield "large, Display P3", encode(large, quality=90, icc_profile=p3)
    yield "large, Adobe RGB", encode(large, quality=90, icc_profile=adobe)
    yield "large, without an end", encode(large, quality=90).removesuffix(b"\xff\xd9")
    yield "12 MP", twelve_megapixels()
    yield "on sky", encode(lorikeet_on_sky(), quality=90)
    yield "one pixel", encode(Image.new("RGB", (1, 1), "#345"), "PNG")
    yield "a strip", encode(gradient(900, 30), "PNG")
    yield "16 bits", encode(sixteen_bits(), "PNG")


def enlarged(image: Image.Image, shorter: int) -> Image.Image:
    scale = shorter / min(image.size)
    return image.resize((round(scale * image.width), round(scale * image.height)))


def pasted(stamp: Image.Image, scene: Image.Image) -> Image.Image:
    photo = scene.convert("RGBA")
    stamp = stamp.resize((stamp.width * 300 // stamp.height, 300))
    photo.alpha_composite(stamp, (120, 60))
    return photo.convert("RGB")


def sixteen_bits() -> Image.Image:
    return Image.fromarray((np.indices((300, 400)).sum(axis=0) * 90).astype(np.uint16))
