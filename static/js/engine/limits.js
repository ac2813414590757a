// How large a photo may be, as birdapp/recognition/photos/limits.py has it.

import { Refusal } from "./refusal.js";

/** Throws a Refusal where this many pixels are too many. */
export function checkSize({ width, height }, { most_pixels: most, most_side: longest, sentences }) {
  if (width * height > most || Math.max(width, height) > longest) {
    throw new Refusal("too_large", sentences.too_large);
  }
}
