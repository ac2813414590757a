// From a file to upright RGB pixels, made smaller as birdapp/recognition/photos does it.
// The browser turns the photo, brings its colours to sRGB, and takes an animation's first frame.

import { orientationOf } from "../metadata.js";
import { reduce } from "./reduce.js";
import { Refusal } from "./refusal.js";

/** So many pixels of a large photo are in memory a second time, at most. */
const STRIP = 4_000_000;

/** By how a JPEG is turned: whether its rows begin on the right, and its columns at the bottom. */
const FROM_RIGHT = [2, 3, 6, 7];
const FROM_BOTTOM = [3, 4, 7, 8];

const UNREADABLE = "This browser cannot read the file as a photo. Please choose a JPEG, PNG or WebP.";

/** Throws a Refusal where the file is not a photo that this browser reads. */
export async function openPhoto(file, limits) {
  if (!file.size) throw new Refusal("empty", limits.sentences.empty);
  const beginning = file.slice(0, 32).arrayBuffer();
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch (error) {
    throw new Refusal("not_a_photo", UNREADABLE, error);
  }
  try {
    const { width, height } = bitmap;
    if (width * height > limits.most_pixels || Math.max(width, height) > limits.most_side) {
      throw new Refusal("too_large", limits.sentences.too_large);
    }
    return reduced(bitmap, new Uint8Array(await beginning), await orientationOf(file), limits.working_side);
  } finally {
    bitmap.close();
  }
}

/** Not smaller than `side` on either side, by the steps in which the server makes it smaller. */
function reduced(bitmap, head, turn, side) {
  const factor = Math.floor(Math.min(bitmap.width, bitmap.height) / side);
  if (isJpeg(head)) {
    const mirrored = [FROM_RIGHT.includes(turn), FROM_BOTTOM.includes(turn)];
    const image = averaged(bitmap, [8, 4, 2].find((step) => step <= factor) ?? 1, mirrored);
    const rest = Math.floor(Math.min(image.width, image.height) / side);
    return rest < 2 ? image : reduce(image, rest, rest);
  }
  if (factor < 2) return averaged(bitmap, 1);
  return isPicked(head) ? picked(bitmap, factor) : averaged(bitmap, factor);
}

/**
 * Each pixel the mean of `factor` × `factor`; a strip at a time, so that it fits in a phone.
 *
 * Drawn at half its size, each pixel lies between four: any browser's bilinear filter is their mean,
 * in a quarter of the time. The server counts the boxes from where the file begins, which matters
 * where they do not fit: so does this, on a picture that is `mirrored` across, down, or both.
 */
function averaged(bitmap, factor, mirrored = [false, false]) {
  const scale = [factor, bitmap.width, bitmap.height].every((side) => side % 2 === 0) ? 2 : 1;
  const width = Math.ceil(bitmap.width / factor);
  const height = Math.ceil(bitmap.height / factor);
  const data = new Uint8Array(3 * width * height);
  const most = factor * Math.max(1, Math.floor(STRIP / bitmap.width / factor));
  for (let top = 0; top < bitmap.height; top += most) {
    const rows = Math.min(most, bitmap.height - top);
    const part = [0, mirrored[1] ? bitmap.height - top - rows : top, bitmap.width, rows];
    const strip = drawn(bitmap, part, bitmap.width / scale, rows / scale, scale > 1, mirrored);
    data.set(reduce(strip, factor / scale, factor / scale).data, 3 * width * (top / factor));
  }
  return mirror({ width, height, data }, ...mirrored);
}

/** The image itself, turned around where asked. */
function mirror(image, across, down) {
  const { width, height, data } = image;
  if (!across && !down) return image;
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = (down ? height - 1 - y : y) * width;
    for (let x = 0; x < width; x++) {
      const from = 3 * (row + (across ? width - 1 - x : x));
      turned.set(data.subarray(from, from + 3), 3 * (y * width + x));
    }
  }
  return { width, height, data: turned };
}

/** One pixel of each `factor` × `factor`. */
function picked(bitmap, factor) {
  const width = Math.floor(bitmap.width / factor);
  const height = Math.floor(bitmap.height / factor);
  const whole = [0, 0, bitmap.width, bitmap.height];
  return reduce(drawn(bitmap, whole, width, height, false), 1, 1);
}

/** A part of the photo on white, as a canvas holds it: four bytes a pixel. */
function drawn(bitmap, part, width, height, smooth, [across, down] = [false, false]) {
  const context = new OffscreenCanvas(width, height).getContext("2d", {
    alpha: false, willReadFrequently: true,
  });
  context.imageSmoothingEnabled = smooth;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.setTransform(across ? -1 : 1, 0, 0, down ? -1 : 1, across ? width : 0, down ? height : 0);
  context.drawImage(bitmap, ...part, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, step: 4, data };
}

function isJpeg(head) {
  return head[0] === 0xff && head[1] === 0xd8;
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
