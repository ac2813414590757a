"""Identify millions of stored photos with Ray Data, on one machine or on a cluster.

    pip install "ray[data]"
    python deploy/ray/identify.py PHOTOS RESULTS

PHOTOS is a folder or a bucket (`s3://…`, `gs://…`), RESULTS a folder that gets JSON lines: those of
`flask birds identify --json`, or `error` for a file that is not a photo. Each process loads the
classifier once and has one core.
"""

import os
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ["PYTHONPATH"] = str(PROJECT)
sys.path.insert(0, str(PROJECT))

import ray  # noqa: E402

from birdapp.guide.bird_folder import read_guide  # noqa: E402
from birdapp.recognition.loading import load_classifier  # noqa: E402
from birdapp.recognition.photos import PhotoError, open_photo  # noqa: E402
from birdapp.settings import read_settings  # noqa: E402
from birdapp.web.api import to_json  # noqa: E402


class Identify:
    """A classifier in a process of its own."""

    def __init__(self) -> None:
        settings = read_settings()
        self.guide = read_guide(settings["MODELS"])
        self.classifier = load_classifier(
            settings["MODELS"], settings["ENGINE"], self.guide.slugs, self.guide.neighbour_slugs
        )

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """One photo's bytes into its answer."""
        try:
            photo = open_photo(row["bytes"])
        except PhotoError as error:
            return {"photo": row["path"], "error": str(error)}
        found = self.classifier.identify(photo)
        answer = to_json(found, photo.size, self.guide, self.classifier.manifest)
        return {"photo": row["path"], "error": None, **answer}


def main(photos: str, results: str) -> None:
    """Read, identify and write as a stream: no more than a few blocks are in memory at a time."""
    ray.init(log_to_driver=False)
    workers = int(ray.cluster_resources()["CPU"])
    files = ray.data.read_binary_files(photos, include_paths=True)
    files.map(Identify, num_cpus=1, concurrency=(1, workers)).write_json(results)


if __name__ == "__main__":
    main(*sys.argv[1:])
