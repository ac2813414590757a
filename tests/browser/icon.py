"""Draw a bird folder's icon.png from its emblem: `python -m tests.browser.icon FOLDER`.

Phones whose start screens take no drawing show it. Chromium draws what the app shows to the others.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from birdapp import create_app
from birdapp.guide.media.icon import ICON, SIDE
from tests.browser.conftest import ARGUMENTS, CHROMIUM


def drawn(folder: Path) -> bytes:
    """The icon as a PNG."""
    app = create_app({"BIRDAPP_MODELS": str(folder), "BIRDAPP_ENGINE": "onnx"})
    drawing = app.test_client().get("/icon.svg").text
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = chromium.new_page(viewport={"width": SIDE, "height": SIDE})
        page.set_content(f"<style>body, svg {{ margin: 0; display: block }}</style>{drawing}")
        shot = page.screenshot()
        chromium.close()
    # Few colours are enough for a drawing, and are a third of the bytes.
    picture = Image.open(io.BytesIO(shot)).convert("RGB").quantize(64)
    data = io.BytesIO()
    picture.save(data, "PNG", optimize=True)
    return data.getvalue()


if __name__ == "__main__":
    (Path(sys.argv[1]) / ICON).write_bytes(drawn(Path(sys.argv[1])))
