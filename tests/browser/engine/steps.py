"""What a page asks of the engine, and what comes back."""

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

BIRDS = "/engine/birds.json"

IDENTIFY = """async ([photo, birds, options]) => {
  const { identify } = await import("/static/js/engine/engine.js");
  const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
  try {
    return await identify(new Blob([bytes]), birds, options);
  } catch ({ name, reason, message, cause }) {
    return { refusal: reason, sentence: message, cause: String(cause) };
  }
}"""

OPEN = """async ([photo, birds]) => {
  const { openPhoto } = await import("/static/js/engine/photo.js");
  const limits = (await (await fetch(birds)).json()).photo;
  const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
  try {
    const { width, height, data } = await openPhoto(new Blob([bytes]), limits);
    let text = "";
    for (let from = 0; from < data.length; from += 30000) {
      text += String.fromCharCode(...data.subarray(from, from + 30000));
    }
    return { width, height, data: btoa(text) };
  } catch ({ reason, message }) {
    return { refusal: `${reason}: ${message}` };
  }
}"""

SEE = """async ([pixels, width, height, how]) => {
  const { see } = await import("/static/js/engine/view.js");
  const data = Uint8Array.from(atob(pixels), (letter) => letter.charCodeAt(0));
  const { input, part } = see({ width, height, data }, how);
  const bytes = new Uint8Array(input.buffer);
  let text = "";
  for (let from = 0; from < bytes.length; from += 30000) {
    text += String.fromCharCode(...bytes.subarray(from, from + 30000));
  }
  return { input: btoa(text), part };
}"""


def identify(page: Page, photo: bytes, **options: Any) -> dict[str, Any]:
    """The engine's answer to a photo, or its refusal."""
    answer: dict[str, Any] = page.evaluate(IDENTIFY, [text(photo), BIRDS, options])
    return answer


def pixels(page: Page, photo: bytes) -> NDArray[Any]:
    """A photo as the engine opens it. Raises ValueError with its refusal."""
    seen = page.evaluate(OPEN, [text(photo), BIRDS])
    if "refusal" in seen:
        raise ValueError(seen["refusal"])
    data = np.frombuffer(base64.b64decode(seen["data"]), np.uint8)
    return data.reshape(seen["height"], seen["width"], 3).astype(int)


def see(
    page: Page, pixels: NDArray[np.uint8], how: dict[str, Any]
) -> tuple[NDArray[np.float32], list[float]]:
    """The engine's input to the network, and the part of the photo that it is."""
    height, width, _ = pixels.shape
    seen = page.evaluate(SEE, [text(pixels.tobytes()), width, height, how])
    return np.frombuffer(base64.b64decode(seen["input"]), np.float32), seen["part"]


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()
