"""One photo's way through the gate; pages and API both take it."""

from functools import partial

from flask import current_app
from PIL import Image

from birdapp.observability.metrics import STAGE_SECONDS, VERDICTS
from birdapp.recognition.classifier import Classifier
from birdapp.recognition.identification import Identification
from birdapp.recognition.photos import open_photo
from birdapp.recognition.transforms import see
from birdapp.server.gate import Gate
from birdapp.web.loaded import get_classifier


def recognise(data: bytes) -> tuple[Image.Image, Identification]:
    """The upright photo in `data`, and what is on it.

    Raises PhotoError, ModelError, and the gate's Busy and TookTooLong.
    """
    classifier = get_classifier()
    gate: Gate = current_app.extensions["gate"]
    image, identification = gate.run(partial(_recognise, data, classifier))
    VERDICTS.labels(identification.level).inc()
    return image, identification


def _recognise(data: bytes, classifier: Classifier) -> tuple[Image.Image, Identification]:
    with STAGE_SECONDS.labels("decode").time():
        image = open_photo(data)
    with STAGE_SECONDS.labels("preprocess").time():
        view = see(image, classifier.manifest.preprocessing)
    with STAGE_SECONDS.labels("network").time():
        return image, classifier.read(view)
