"""What README.md says the classifier is worth, as its manifest has it from `flask birds evaluate`.

python -m tests.readme          prints the table
python -m tests.readme --write  puts it into README.md
"""

import json
import re
import sys

from birdapp.settings import ROOT

PAGE = ROOT / "README.md"
PLACE = re.compile(r"(<!-- worth -->\n).*?(<!-- /worth -->)", re.DOTALL)
WORDS = {
    "top_1": "a bird of the list stands first in its ranking",
    "said_almost_certainly_of_listed": "“Almost certainly” is said of a bird of the list",
    "right_when_almost_certainly_of_listed": "… and is then right",
    "said_none_of_listed": "“Probably none” is said of a bird of the list, wrongly",
    "almost_certainly_of_regional_birds": "“Almost certainly” is said of another Australian bird, "
    "wrongly",
}


def table() -> str:
    """The rows, as percentages of photos."""
    manifest = json.loads((ROOT / "models" / "birds.json").read_text(encoding="utf-8"))
    metrics, photos = manifest["metrics"], dict(manifest["photos"])
    others = photos.pop("none")
    head = f"| {sum(photos.values())} photos of listed birds, {others:,} others | |"
    rows = [f"| {words} | {100 * metrics[name]:.1f} % |" for name, words in WORDS.items()]
    return "\n".join([head, "| --- | ---: |", *rows])


def filled(page: str) -> str:
    """The page with the table as it is now."""
    return PLACE.sub(lambda found: f"{found[1]}{table()}\n{found[2]}", page)


if __name__ == "__main__":
    print(table())
    if "--write" in sys.argv:
        PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
