"""Make docs/screenshots: `python -m tests.browser.screenshots`.

The photo is the Rainbow Lorikeet of tests/photos, which may be republished, before a drawn garden.
"""

import io
import tempfile
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from birdapp.settings import ROOT
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.photos import THREE, in_a_garden
from tests.browser.steps import identify
from tests.serving import LAPTOP, running

FOLDER = ROOT / "docs" / "screenshots"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


def main() -> None:
    """Start the app, walk through it on a phone and on a desktop, light and dark."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        photo = Path(folder) / "garden.jpg"
        in_a_garden().save(photo, quality=92)
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
        identify(page, photo, state="NSW", month="11")
        shoot(page, f"{name}-answer", whole=True)
        page.get_by_role("button", name="Look only here").click()
        shoot(page, f"{name}-crop")
        page.get_by_role("button", name="Cancel").click()
        page.get_by_role("button", name="Keep in My birds").click()
        for summary in page.locator(".answer summary:visible").all():
            summary.click()
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


if __name__ == "__main__":
    main()
