// Pixels of what the browser has decoded: of all of it or, where it is large, of fewer of them.
// An image is `{ width, height, data }`: red, green and blue as bytes, row by row.

import { reduce } from "./reduce.js";

/** So many pixels of a large photo are in memory a second time, at most. */
const STRIP = 4_000_000;

/**
 * Each pixel the mean of `factor` × `factor`; a strip at a time, so that it fits in a phone.
 *
 * Drawn at half its size, each pixel lies between four: any browser's bilinear filter is their mean,
 * in a quarter of the time.
 */
export function averaged(bitmap, factor) {
  const scale = [factor, bitmap.width, bitmap.height].every((side) => side % 2 === 0) ? 2 : 1;
  const width = Math.ceil(bitmap.width / factor);
  const height = Math.ceil(bitmap.height / factor);
  const data = new Uint8Array(3 * width * height);
  const most = factor * Math.max(1, Math.floor(STRIP / bitmap.width / factor));
  for (let top = 0; top < bitmap.height; top += most) {
    const rows = Math.min(most, bitmap.height - top);
    const part = [0, top, bitmap.width, rows];
    const strip = drawn(bitmap, part, bitmap.width / scale, rows / scale, scale > 1);
    data.set(reduce(strip, factor / scale, factor / scale).data, 3 * width * (top / factor));
  }
  return { width, height, data };
}

/** All the pixels of something that can be drawn. */
export function whole(drawable, width, height) {
  return reduce(drawn(drawable, [0, 0, width, height], width, height, false), 1, 1);
}

/** One pixel of each `factor` × `factor`. */
export function picked(bitmap, factor) {
  const width = Math.floor(bitmap.width / factor);
  const height = Math.floor(bitmap.height / factor);
  return reduce(drawn(bitmap, [0, 0, bitmap.width, bitmap.height], width, height, false), 1, 1);
}

/** A part of the photo on white, as a canvas holds it: four bytes a pixel. */
function drawn(bitmap, part, width, height, smooth) {
  const context = new OffscreenCanvas(width, height).getContext("2d", {
    alpha: false, willReadFrequently: true,
  });
  context.imageSmoothingEnabled = smooth;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, ...part, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, step: 4, data };
}
