"""birds.fp16.onnx for a folder that has birds.onnx already, without a training run.

    python -m birdapp.training.publishing.add_halved FOLDER

For a model that was exported before browsers had an engine, or merged from elsewhere.
"""

import json
import sys
from pathlib import Path

from birdapp.guide.bird_folder import read_guide
from birdapp.recognition.loading import FILES, IN_BROWSERS
from birdapp.training.publishing.card import write_card
from birdapp.training.publishing.export import digest
from birdapp.training.publishing.halve import halve


def add_halved(folder: Path) -> None:
    """Write it, and name it in the manifest and on the model card."""
    halve(folder / FILES["onnx"], folder / IN_BROWSERS)
    path = folder / "birds.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"][IN_BROWSERS] = digest(folder / IN_BROWSERS)
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    write_card(folder, read_guide(folder))


if __name__ == "__main__":
    add_halved(Path(sys.argv[1]))
