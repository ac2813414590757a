"""Which formats are read, and what people, browsers and folders call them."""

from PIL import AvifImagePlugin, features

NAMES = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WebP"}
TYPES = ["image/jpeg", "image/png", "image/webp"]
SUFFIXES = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".avif", ".heic", ".heif", ".hif"}
"""Which files of a folder are taken for photos. A file that is named itself is always tried."""

AVIF = features.check("avif")
if AVIF:
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    NAMES["AVIF"] = "AVIF"
    TYPES.append("image/avif")

try:
    import pi_heif
except ImportError:
    HEIC = False
else:
    pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    HEIC = True
    NAMES["HEIF"] = "HEIC"
    TYPES += ["image/heic", "image/heif"]

MEDIA_TYPES = ",".join(TYPES)
*_others, _last = NAMES.values()
FORMAT_NAMES = f"{', '.join(_others)} or {_last}"

NOT_A_PHOTO = f"This file is not a photo we can read. Please choose {FORMAT_NAMES}."
