import json
import shutil
from pathlib import Path

from birdapp.recognition.loading import IN_BROWSERS
from birdapp.training.publishing.add_halved import add_halved
from tests.conftest import GUIDE

FILES = ("species.json", "region.json", "birds.onnx", "birds.json", "MODEL_CARD.md")


def test_a_folder_without_it_gets_what_is_shipped(tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(GUIDE.folder / name, tmp_path)
    manifest = tmp_path / "birds.json"
    facts = json.loads(manifest.read_text(encoding="utf-8"))
    del facts["files"][IN_BROWSERS]
    manifest.write_text(json.dumps(facts), encoding="utf-8")
    (tmp_path / "MODEL_CARD.md").unlink()
    add_halved(tmp_path)
    for name in (*FILES, IN_BROWSERS):
        assert (tmp_path / name).read_bytes() == (GUIDE.folder / name).read_bytes(), name
