"""Bird folders with a gallery that the tests make up: drawn birds, licensed by nobody real."""

import csv
import io
import random
from pathlib import Path
from typing import Any

from PIL import Image

from birdapp.guide.media.gallery import COLUMNS, FOLDER, TABLE


def drawn(width: int = 60, height: int = 40, kind: str = "WEBP", colour: Any = "seagreen") -> bytes:
    """A plain picture of this size."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, kind)
    return file.getvalue()


def noisy(width: int, height: int, seed: int = 0) -> bytes:
    """A JPEG that no format makes small."""
    image = Image.frombytes(
        "RGB", (width, height), random.Random(seed).randbytes(3 * width * height)
    )
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90)
    return file.getvalue()


def row(slug: str, number: int, **changed: str) -> dict[str, str]:
    """The row of one picture, as `flask birds gallery` writes it."""
    return {
        "file": f"{slug}/{number}.webp",
        "name": slug,
        "author": f"Photographer {number}",
        "licence": "cc-by",
        "source": f"https://www.inaturalist.org/observations/{number}",
        "width": "60",
        "height": "40",
        "repository": "inaturalist.org",
        "group": f"inaturalist:photographer{number}",
        "attribution": f"(c) Photographer {number}, some rights reserved (CC BY)",
        "observation": str(number),
    } | changed


def write_gallery(birds: Path, rows: list[dict[str, str]]) -> Path:
    """Write the table and a picture for each row; returns the gallery's folder."""
    folder = birds / FOLDER
    for each in rows:
        file = folder / each["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(drawn())
    write_table(folder, rows)
    return folder


def write_table(folder: Path, rows: list[dict[str, str]]) -> None:
    with (folder / TABLE).open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / TABLE).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
