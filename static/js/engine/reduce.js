// Averages of boxes of pixels, to the last bit as Pillow's `Image.reduce` makes them.

/**
 * An image is `{ width, height, channels, data }`: bytes row by row, `step` of them a pixel where
 * that is more than its channels, as a canvas has them.
 */
export function reduce(image, across, down, box = [0, 0, image.width, image.height]) {
  const [left, top, right, bottom] = box;
  const { channels, data, step = channels } = image;
  const width = Math.ceil((right - left) / across);
  const height = Math.ceil((bottom - top) / down);
  const reduced = new Uint8Array(width * height * channels);
  const whole = across * down;
  const most = multiplierOf(whole);
  let to = 0;
  for (let y = top; y < bottom; y += down) {
    const rows = Math.min(down, bottom - y);
    for (let x = left; x < right; x += across) {
      const columns = Math.min(across, right - x);
      const count = rows * columns;
      const half = count >> 1;
      const multiplier = count === whole ? most : multiplierOf(count);
      for (let channel = 0; channel < channels; channel++) {
        let sum = half;
        for (let row = y; row < y + rows; row++) {
          let from = (row * image.width + x) * step + channel;
          for (let column = 0; column < columns; column++, from += step) sum += data[from];
        }
        reduced[to++] = (sum * multiplier) / 2 ** 24;
      }
    }
  }
  return { width, height, channels, data: reduced };
}

/** Pillow divides by multiplying with a share of 2 ** 24, which it works out in single precision. */
function multiplierOf(count) {
  return Math.trunc(Math.fround(2 ** 32 / (256 * count)));
}
