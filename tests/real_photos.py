"""For schemathesis: where the API takes a photo, send real ones, or it would only test refusals."""

import schemathesis
from hypothesis import strategies

from tests.images import encode, gradient

PHOTOS = strategies.sampled_from(
    [
        encode(gradient(60, 40), "JPEG"),
        encode(gradient(40, 60), "PNG"),
        encode(gradient(1, 1), "WEBP"),
    ]
)

schemathesis.openapi.format("binary", PHOTOS)
for kind in ("jpeg", "png", "webp", "heic"):
    schemathesis.openapi.media_type(f"image/{kind}", PHOTOS)
