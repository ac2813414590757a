"""Auckland: eight birds, no states, cards with almost nothing on them, trained from nothing.

python -m tests.browser.another_city.city DIR    makes DIR/birds, ready for BIRDAPP_MODELS
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from birdapp.settings import ROOT
from tests.browser.another_city.drawn_birds import draw_photos

SPECIES: dict[str, Any] = {
    "species": [
        {
            "slug": "tui",
            "common_name": "Tūī",
            "scientific_name": "Prosthemadera novaeseelandiae",
            "field_marks": [{"on": "all", "mark": "Two white tufts at the throat."}],
            "look_alikes": [{"slug": "blackbird", "difference": "A tūī shines green and blue."}],
            "plumage": ["#12233a", "#1d4b4f"],
        },
        {
            "slug": "bellbird",
            "common_name": "Bellbird",
            "scientific_name": "Anthornis melanura",
            "size_cm": [17, 20],
            "colours": ["green"],
        },
        {
            "slug": "fantail",
            "common_name": "Fantail",
            "scientific_name": "Rhipidura fuliginosa",
            "call": "A cheerful chatter.",
        },
        {"slug": "kereru", "common_name": "Kererū", "scientific_name": "Hemiphaga novaeseelandiae"},
        {
            "slug": "pukeko",
            "common_name": "Pūkeko",
            "scientific_name": "Porphyrio melanotus",
            "older_scientific_names": ["Porphyrio porphyrio"],
        },
        {
            "slug": "blackbird",
            "common_name": "Eurasian Blackbird",
            "scientific_name": "Turdus merula",
            "outside_look_alikes": [{"slug": "gull", "difference": "It is white."}],
        },
        {
            "slug": "song-thrush",
            "common_name": "Song Thrush",
            "scientific_name": "Turdus philomelos",
        },
        {
            "slug": "silvereye",
            "common_name": "Silvereye",
            "scientific_name": "Zosterops lateralis",
            "season": {"months": [4, 5, 6, 7, 8]},
        },
    ],
    "neighbours": [
        {"slug": "gull", "common_name": "Red-billed Gull"},
        {"slug": "kea", "common_name": "Kea", "scientific_name": "Nestor notabilis"},
    ],
}
REGION = {
    "country": "New Zealand",
    "language": "en-NZ",
    "title": "Auckland Garden Birds",
    "list": "the {count} commonest garden birds of Auckland",
    "tagline": "Choose a photo. You get the {count} commonest garden birds of Auckland, ranked.",
    "description": "Which of Auckland's {count} commonest garden birds is it?",
    "hemisphere": "southern",
    "occurrence": {
        "common": {"weight": 1, "remark": ""},
        "local": {"weight": 0.5, "remark": ""},
        "absent": {"weight": 0.05, "remark": ""},
        "out_of_season": {"weight": 0.1, "remark": "usually away in {month}"},
    },
}


def flask_birds(*arguments: str | Path) -> str:
    """Run a `flask birds` command as somebody at a terminal does; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "birds", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"BIRDAPP_ENGINE": "onnx"},
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def make_city(folder: Path) -> Path:
    """New, train, evaluate, export: a bird folder that can be served."""
    birds, photos, run = folder / "birds", folder / "photos", folder / "run"
    flask_birds("new", birds)
    for name, content in (("species", SPECIES), ("region", REGION)):
        (birds / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    draw_photos(photos)
    flask_birds("train", "--models", birds, "--photos", photos, "--run", run)
    flask_birds("evaluate", "--models", birds, "--photos", photos, "--run", run, "--seeds", "1")
    flask_birds("export", "--models", birds, "--run", run)
    return birds


if __name__ == "__main__":
    print(f"BIRDAPP_MODELS={make_city(Path(sys.argv[1]))}")
