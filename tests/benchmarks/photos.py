"""Photos of the sizes that phones send, made from one of scikit-learn's samples."""

from PIL import Image
from sklearn.datasets import load_sample_images

from tests.images import encode, noise

SIZES = {"1 MP": (1154, 866), "12 MP": (4000, 3000)}


def jpeg(size: tuple[int, int]) -> bytes:
    """A JPEG with detail in every block, about as large as a camera's."""
    scene = Image.fromarray(load_sample_images().images[0])
    large = scene.resize(size, Image.Resampling.BICUBIC)
    return encode(Image.blend(large, noise(*size, 24), 0.2), quality=90)
