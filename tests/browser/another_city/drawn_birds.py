"""Drawings of birds to train with: each species in its colours, on a ground that differs."""

import csv
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from tests.images import noise

PLUMAGE = {
    "tui": ("#12233a", "#1d4b4f", "#f4f4f4"),
    "bellbird": ("#6f7f3a", "#9aa552", "#3a2f5c"),
    "fantail": ("#8a6a4a", "#d9b98a", "#2c2620"),
    "kereru": ("#2f6b5a", "#f7f7f2", "#c0392b"),
    "pukeko": ("#2b2f8f", "#15161f", "#e23b2e"),
    "blackbird": ("#0c0c0e", "#17171a", "#f2a51d"),
    "song-thrush": ("#9b7b50", "#efe2c4", "#6b5233"),
    "silvereye": ("#8fae4a", "#d7d2c8", "#ffffff"),
}
OTHERS = {"kea": ("#5d6b2f", "#b5542a", "#333333"), "gull": ("#f5f5f5", "#9aa3ad", "#d5281e")}
GROUNDS = ("#7d8f6a", "#a9c3d9", "#6b5d4a", "#c9c2b2", "#4f6b4a", "#8d9aa6")


def bird(colours: tuple[str, str, str], random: Random) -> Image.Image:
    """A bird in the colours of its back, belly and bill, 320 pixels wide."""
    photo = noise(320, 240, 40, seed=random.getrandbits(32))
    photo = Image.blend(photo, Image.new("RGB", photo.size, random.choice(GROUNDS)), 0.7)
    back, belly, bill = colours
    pen = ImageDraw.Draw(photo)
    x, y = random.randint(60, 110), random.randint(60, 90)
    wide, high = random.randint(110, 140), random.randint(70, 90)
    pen.polygon([(x + 10, y + 40), (x - 45, y + 75), (x + 25, y + 60)], fill=back)
    pen.ellipse([x, y, x + wide, y + high], fill=back)
    pen.ellipse([x + 20, y + high // 2, x + wide - 15, y + high], fill=belly)
    head = (x + wide - 35, y - 30, x + wide + 25, y + 30)
    pen.polygon([(head[2] - 4, y - 8), (head[2] + 26, y + 2), (head[2] - 4, y + 10)], fill=bill)
    pen.ellipse(head, fill=back)
    pen.ellipse([head[2] - 22, y - 10, head[2] - 12, y], fill="white")
    photo = photo.rotate(random.uniform(-12, 12), fillcolor=random.choice(GROUNDS))
    return photo.filter(ImageFilter.GaussianBlur(random.uniform(0.2, 1)))


def no_bird(random: Random) -> Image.Image:
    """Blocks of colour."""
    photo = Image.new("RGB", (320, 240), random.choice(GROUNDS))
    pen = ImageDraw.Draw(photo)
    for _ in range(12):
        x, y = random.randint(0, 280), random.randint(0, 200)
        colour = tuple(random.randint(0, 255) for _ in range(3))
        pen.rectangle([x, y, x + random.randint(20, 120), y + random.randint(20, 90)], fill=colour)
    return photo


def draw_photos(folder: Path, each: int = 6) -> Path:
    """A folder of photos as `flask birds collect` makes them; every photo is a group of its own."""
    random = Random(0)
    rows = [
        *(("birds", name, name, colours) for name, colours in PLUMAGE.items()),
        *(("other_birds", name, "none", colours) for name, colours in OTHERS.items()),
        ("not_birds", "thing", "none", None),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "photos.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["file", "label", "kind", "name", "group"])
        for kind, name, label, colours in rows:
            for number in range(each):
                photo = f"{name}-{number}.jpg"
                picture = bird(colours, random) if colours else no_bird(random)
                picture.save(folder / photo, quality=90)
                table.writerow([photo, label, kind, name, photo])
    return folder
