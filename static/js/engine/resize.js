// Bicubic resampling, to the last bit as Pillow's `Image.resize` does it for 8-bit images.

import { reduce } from "./reduce.js";

const SUPPORT = 2;
const PRECISION = 22;
const HALF = 1 << (PRECISION - 1);

/**
 * The part `box` (left, top, right, bottom in pixels, which may be fractions) of an image in
 * `width` × `height` pixels. With `gap`, boxes are averaged first where it stays so many times
 * larger than asked for.
 */
export function resize(image, width, height, box = [0, 0, image.width, image.height], gap = 0) {
  if (gap) [image, box] = reduceFirst(image, width, height, box, gap);
  const across = filter(image.width, box[0], box[2], width);
  const down = filter(image.height, box[1], box[3], height);
  if (isVerticalFirst(image, width, height)) {
    return horizontally(vertically(image, down, 0), across, 0, height);
  }
  const first = down.starts[0];
  const last = down.starts[height - 1] + down.counts[height - 1];
  return vertically(horizontally(image, across, first, last), down, first);
}

/** So does Pillow from 13 on: where much height goes, less is left for the other pass. */
function isVerticalFirst(image, width, height) {
  const lost = image.height - height;
  return lost > 0 && lost > 2 * (image.width - width);
}

function reduceFirst(image, width, height, box, gap) {
  const [left, top, right, bottom] = box;
  const scales = [(right - left) / width, (bottom - top) / height];
  const [across, down] = scales.map((scale) => Math.trunc(scale / gap) || 1);
  if (across === 1 && down === 1) return [image, box];
  const [beside, above] = scales.map((scale) => (SUPPORT - 0.5) * scale);
  const safe = [
    Math.max(0, Math.trunc(left - beside)),
    Math.max(0, Math.trunc(top - above)),
    Math.min(image.width, Math.ceil(right + beside)),
    Math.min(image.height, Math.ceil(bottom + above)),
  ];
  const inside = box.map((edge, k) => (edge - safe[k % 2]) / (k % 2 ? down : across));
  return [reduce(image, across, down, safe), inside];
}

/** For each of `size` pixels: which of the `whole` it is made of, and by which weights. */
function filter(whole, from, to, size) {
  // Pillow takes the box in single precision, and goes on in double.
  const start = Math.fround(from);
  const scale = Math.fround(Math.fround(to) - start) / size;
  const stretch = Math.max(1, scale);
  const support = SUPPORT * stretch;
  const most = Math.ceil(support) * 2 + 1;
  const weights = new Int32Array(size * most);
  const starts = new Int32Array(size);
  const counts = new Int32Array(size);
  const exact = new Float64Array(most);
  for (let place = 0; place < size; place++) {
    const centre = start + (place + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(whole, Math.trunc(centre + support + 0.5)) - first;
    let sum = 0;
    for (let k = 0; k < count; k++) {
      exact[k] = bicubic((k + first - centre + 0.5) * (1 / stretch));
      sum += exact[k];
    }
    for (let k = 0; k < count; k++) {
      const weight = (sum ? exact[k] / sum : exact[k]) * 2 ** PRECISION;
      weights[place * most + k] = Math.trunc(weight + (weight < 0 ? -0.5 : 0.5));
    }
    starts[place] = first;
    counts[place] = count;
  }
  return { size, most, weights, starts, counts };
}

function bicubic(distance) {
  const x = Math.abs(distance);
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

function horizontally(image, { size, most, weights, starts, counts }, first, last) {
  const { width, data } = image;
  const resized = new Uint8ClampedArray(3 * size * (last - first));
  let to = 0;
  for (let row = first; row < last; row++) {
    for (let place = 0; place < size; place++, to += 3) {
      let from = 3 * (row * width + starts[place]);
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      for (let k = place * most; k < place * most + counts[place]; k++, from += 3) {
        red += data[from] * weights[k];
        green += data[from + 1] * weights[k];
        blue += data[from + 2] * weights[k];
      }
      resized[to] = red >> PRECISION;
      resized[to + 1] = green >> PRECISION;
      resized[to + 2] = blue >> PRECISION;
    }
  }
  return { width: size, height: last - first, data: resized };
}

function vertically({ width, data }, { size, most, weights, starts, counts }, first) {
  const length = 3 * width;
  const resized = new Uint8ClampedArray(size * length);
  const sums = new Int32Array(length);
  for (let place = 0; place < size; place++) {
    sums.fill(HALF);
    for (let k = 0; k < counts[place]; k++) {
      const weight = weights[place * most + k];
      const from = (starts[place] - first + k) * length;
      for (let x = 0; x < length; x++) sums[x] += data[from + x] * weight;
    }
    const to = place * length;
    for (let x = 0; x < length; x++) resized[to + x] = sums[x] >> PRECISION;
  }
  return { width, height: size, data: resized };
}
