// What the network sees of a photo; birdapp/recognition/transforms.py says why.

import { round } from "./numbers.js";
import { reduce } from "./reduce.js";
import { resize } from "./resize.js";

/**
 * The network's `input` (1 × 3 × side × side) for an RGB image of any shape, and which `part` that
 * is, as shares of the photo.
 */
export function see(image, how) {
  const ground = plainGround(image, how.ground);
  const square = ground
    ? aroundSubject(image, ground, how.preprocessing.margin, how.ground)
    : trimmed(image.width, image.height, how.preprocessing.trim);
  const cut = cutOut(image, square, how.preprocessing.size, ground, how.reducing_gap);
  const { width, height } = image;
  const part = square.map((edge, k) => edge / (k % 2 ? height : width));
  return { input: toInput(cut, how.preprocessing), part };
}

function trimmed(width, height, trim) {
  const cut = (trim * Math.abs(width - height)) / 2;
  return width > height ? [cut, 0, width - cut, height] : [0, cut, width, height - cut];
}

function plainGround(image, { plain, tolerance }) {
  const ring = outermost(image);
  const colour = [0, 1, 2].map((channel) => median(ring, channel));
  let near = 0;
  for (let k = 0; k < ring.length; k += 3) {
    if (colour.every((shade, channel) => Math.abs(ring[k + channel] - shade) <= tolerance)) near++;
  }
  return near / (ring.length / 3) < plain ? null : colour.map(Math.trunc);
}

/** The pixels along the four edges, those of the corners twice. */
function outermost({ width, height, data }) {
  const ring = new Uint8Array(6 * (width + height));
  const last = data.length - 3 * width;
  ring.set(data.subarray(0, 3 * width));
  ring.set(data.subarray(last), 3 * width);
  let to = 6 * width;
  for (const column of [0, width - 1]) {
    for (let row = 0; row < height; row++, to += 3) {
      const from = 3 * (row * width + column);
      ring.set(data.subarray(from, from + 3), to);
    }
  }
  return ring;
}

function median(pixels, channel) {
  const shades = pixels.filter((_, place) => place % 3 === channel).sort();
  const middle = shades.length / 2;
  return (shades[Math.ceil(middle) - 1] + shades[Math.floor(middle)]) / 2;
}

function aroundSubject(image, ground, margin, { coarse, subject }) {
  const step = Math.max(1, Math.floor(Math.max(image.width, image.height) / coarse));
  const { width, height, data } = reduce(image, step, step);
  const columns = new Set();
  const rows = new Set();
  for (let place = 0; place < width * height; place++) {
    if (ground.some((shade, k) => Math.abs(data[3 * place + k] - shade) > subject)) {
      columns.add(place % width);
      rows.add(Math.floor(place / width));
    }
  }
  const [left, right] = extent(columns, step, image.width);
  const [top, bottom] = extent(rows, step, image.height);
  const half = (margin * Math.max(right - left, bottom - top)) / 2;
  const x = (left + right) / 2;
  const y = (top + bottom) / 2;
  return [x - half, y - half, x + half, y + half];
}

function extent(there, step, whole) {
  if (!there.size) return [0, whole];
  return [Math.min(...there) * step, Math.min(whole, (Math.max(...there) + 1) * step)];
}

/** The square in `side` pixels; beyond the photo the ground goes on. */
function cutOut(image, [left, top, right, bottom], side, ground, gap) {
  const inside = [
    Math.max(0, left), Math.max(0, top), Math.min(image.width, right), Math.min(image.height, bottom),
  ];
  const [x0, x1] = [inside[0], inside[2]].map((x) => round((x - left) * (side / (right - left))));
  const [y0, y1] = [inside[1], inside[3]].map((y) => round((y - top) * (side / (bottom - top))));
  const resized = resize(image, Math.max(1, x1 - x0), Math.max(1, y1 - y0), inside, gap);
  if (resized.width === side && resized.height === side) return resized;
  const canvas = plain(side, ground ?? [0, 0, 0]);
  paste(resized, canvas, x0, y0);
  return canvas;
}

function plain(side, colour) {
  const data = new Uint8Array(3 * side * side);
  for (let place = 0; place < data.length; place++) data[place] = colour[place % 3];
  return { width: side, height: side, data };
}

/** Lay an image onto another; what lies beyond that is cut off. */
export function paste(image, onto, left, top) {
  const first = Math.max(0, -left);
  const last = Math.min(image.width, onto.width - left);
  if (last <= first) return;
  for (let row = Math.max(0, -top); row < Math.min(image.height, onto.height - top); row++) {
    const from = row * image.width;
    const pixels = image.data.subarray(3 * (from + first), 3 * (from + last));
    onto.data.set(pixels, 3 * ((row + top) * onto.width + left + first));
  }
}

function toInput({ data }, { mean, std }) {
  // NumPy works in single precision at each step.
  const shades = Float32Array.from({ length: 256 }, (_, shade) =>
    Math.fround(Math.fround(shade / 255) - Math.fround(mean)) / Math.fround(std));
  const pixels = data.length / 3;
  const input = new Float32Array(data.length);
  for (let place = 0; place < pixels; place++) {
    for (let channel = 0; channel < 3; channel++) {
      input[channel * pixels + place] = shades[data[3 * place + channel]];
    }
  }
  return input;
}
