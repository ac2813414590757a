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
    "named_right_of_listed": "a bird on the list is named correctly",
    "named_wrong_of_listed": "… or is named as another bird on the list",
    "denied_of_listed": "… or is said to be none: “Probably none of the 30”",
    "surely_or_probably_of_regional_birds": "another Australian bird is called “almost certainly” "
    "or “probably” one of the list",
    "right_when_almost_certainly_of_listed": "“Almost certainly”, said of a listed bird, is right",
    "top_1": "the right bird comes first in the ranking",
    "top_1_half": "… where it is half as large in the picture",
    "top_1_third": "… where it is a third as large",
    "top_1_degraded": "… where the photo is blurred, dark, noisy, tinted, tilted or compressed",
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
