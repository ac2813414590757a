"""Make docs/screenshots: `python -m tests.browser.screenshots`.

The photo is the Rainbow Lorikeet of tests/photos, which may be republished, before a drawn garden.
"""

import io
import random
import tempfile
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from birdapp.settings import ROOT
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.photos import LORIKEET, THREE
from tests.browser.steps import identify
from tests.serving import LAPTOP, running

FOLDER = ROOT / "docs" / "screenshots"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


def main() -> None:
    """Start the app, walk through it on a phone and on a desktop, light and dark."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        photo = Path(folder) / "garden.jpg"
        lorikeet_in_a_garden().save(photo, quality=92)
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with running(LAPTOP, Path(folder), BIRDAPP_ENGINE="onnx") as server:
            for shape, size in {"phone": PHONE, "desktop": DESKTOP}.items():
                for theme in ("light", "dark"):
                    walk(chromium, server.url, f"{shape}-{theme}", size, photo)
        chromium.close()


def walk(chromium: Browser, url: str, name: str, size: ViewportSize, photo: Path) -> None:
    """All pages once, as somebody meets them."""
    theme: Literal["dark", "light"] = "dark" if name.endswith("dark") else "light"
    with chromium.new_context(
        base_url=url, viewport=size, color_scheme=theme, has_touch=size is PHONE
    ) as context:
        page = context.new_page()
        page.goto("/")
        shoot(page, f"{name}-start")
        page.set_input_files("#photo", photo)
        page.get_by_role("button", name="Crop to the bird").click()
        shoot(page, f"{name}-crop")
        identify(page, photo, state="NSW", month="11")
        shoot(page, f"{name}-answer")
        page.get_by_role("button", name="Rainbow Lorikeet").click()
        page.get_by_role("switch", name="Show what spoke for the").check()
        page.evaluate("scrollTo(0, 0)")
        shoot(page, f"{name}-why", whole=True)
        for path, what in {
            "/species/": "field-guide",
            "/species/eastern-koel": "species",
            "/species/galah/or/sulphur-crested-cockatoo": "side-by-side",
            "/my-birds/": "my-birds",
            "/about/": "about",
            "/api/": "api",
        }.items():
            page.goto(path, wait_until="networkidle")
            shoot(page, f"{name}-{what}")
        identify(page, *THREE)
        shoot(page, f"{name}-several")


def shoot(page: Page, name: str, whole: bool = False) -> None:
    page.mouse.move(0, 0)
    png = page.screenshot(full_page=whole, animations="disabled")
    Image.open(io.BytesIO(png)).save(FOLDER / f"{name}.webp", quality=75, method=6)


def lorikeet_in_a_garden(width: int = 1200, height: int = 900) -> Image.Image:
    """Blurred leaves of many greens, and the bird in front of them."""
    dice = random.Random(2)
    garden = Image.new("RGB", (width, height), "#6f8a4a")
    draw = ImageDraw.Draw(garden)
    for _ in range(140):
        x, y, size = dice.randrange(width), dice.randrange(height), dice.randrange(40, 200)
        green = dice.randrange(60, 190)
        colour = (int(green * dice.uniform(0.5, 0.9)), green, int(green * dice.uniform(0.2, 0.55)))
        draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
    garden = garden.filter(ImageFilter.GaussianBlur(45))
    bird = Image.open(LORIKEET).convert("RGBA")
    long = width * 4 // 5
    bird = bird.resize((long, long * bird.height // bird.width), Image.Resampling.LANCZOS)
    garden.paste(bird, ((width - long) // 2, (height - bird.height) // 2), bird)
    return garden


if __name__ == "__main__":
    main()
