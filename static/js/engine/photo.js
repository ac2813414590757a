// From a file to upright RGB pixels, made smaller as birdapp/recognition/photos does it.
// The browser decodes, brings colours to sRGB, and takes an animation's first frame.

import { openJpeg } from "./jpeg.js";
import { isJpeg } from "./jpeg_file.js";
import { checkSize } from "./limits.js";
import { averaged, picked } from "./pixels.js";
import { Refusal } from "./refusal.js";

const UNREADABLE = "This browser cannot read the file as a photo. Please choose a JPEG, PNG or WebP.";

/** Throws a Refusal where the file is not a photo that this browser reads. */
export async function openPhoto(file, limits) {
  if (!file.size) throw new Refusal("empty", limits.sentences.empty);
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return await (isJpeg(bytes) ? openJpeg(file, bytes, limits) : openOther(file, bytes, limits));
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("not_a_photo", UNREADABLE, error);
  }
}

async function openOther(file, bytes, limits) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    checkSize(bitmap, limits);
    const factor = Math.floor(Math.min(bitmap.width, bitmap.height) / limits.working_side);
    if (factor < 2) return averaged(bitmap, 1);
    return isPicked(bytes) ? picked(bitmap, factor) : averaged(bitmap, factor);
  } finally {
    bitmap.close();
  }
}

/** Palettes and what may be transparent are not averaged by the server, nor is black and white. */
function isPicked(head) {
  const word = (from) => String.fromCharCode(...head.subarray(from, from + 4));
  if (word(12) === "IHDR") {
    const [depth, colours] = head.subarray(24, 26);
    return [3, 4, 6].includes(colours) || (colours === 0 && [1, 16].includes(depth));
  }
  if (word(12) === "VP8X") return Boolean(head[20] & 0x10);
  return word(12) === "VP8L" && Boolean(head[24] & 0x10);
}
